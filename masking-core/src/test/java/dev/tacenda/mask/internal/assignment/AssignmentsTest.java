package dev.tacenda.mask.internal.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each syntax gives the value to its last byte, and nothing beside it. */
class AssignmentsTest {
  /** The value in every line; the lexer must find just this. */
  private static final String VALUE = "Fake-Zq8_x";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // dotenv, shell, Docker, properties
        "DB_PASSWORD=@",
        "export API_TOKEN=@",
        "set SECRET=@",
        "ENV APP_SECRET=@",
        "ENV APP_SECRET @",
        "ARG TOKEN=@",
        "      - MYSQL_ROOT_PASSWORD=@",
        "spring.datasource.password=@",
        "spring.datasource.password = @",
        "user.pass: @",
        "$env:API_KEY = \"@\"",
        "setenv SECRET '@'",
        "  -e POSTGRES_PASSWORD=@ \\",
        "docker run -e TOKEN=@ image",
        // YAML, JSON, TOML, HCL, INI, XML
        "password: @",
        "  apiKey: \"@\"  # comment",
        "- client_secret: '@'",
        "{\"password\": \"@\"}",
        "{\"user\":\"ada\",\"password\":\"@\",\"port\":1}",
        "\"body\": \"{\\\"access_token\\\":\\\"@\\\",\\\"type\\\":1}\"",
        "\"body\": \"{\\\\\\\"token\\\\\\\": \\\\\\\"@\\\\\\\"}\"",
        "auth_token = \"@\"",
        "{ name = \"x\", secret = \"@\" }",
        "<password>@</password>",
        "<ns:apiKey>@</ns:apiKey>",
        "<add key=\"DbPassword\" value=\"@\"/>",
        "<property name='secret.token' value='@'/>",
        "{\"name\": \"DB_PASSWORD\", \"value\": \"@\"}",
        "<input type=\"password\" value=\"@\">",
        "accounts { users = [ { user: \"admin\", pass: \"@\" } ] }",
        // code
        "String password = \"@\";",
        "private static final String API_TOKEN = \"@\";",
        "const val TOKEN: String = \"@\"",
        "let secret: string | undefined = '@';",
        "var pass = `@`;",
        "password := \"@\"",
        "config.oauth_token        = '@'",
        ":token_secret => '@',",
        "'consumer_secret' => '@',",
        "Token: String(\"@\"),",
        "AccessKey: aws.String(\"@\"),",
        "new StringCredentialValue password = new Secret(\"@\");",
        "setPassword(\"@\");",
        "client.setAuthToken(\"@\").execute()",
        "properties.put(\"password\", \"@\");",
        "os.environ['API_TOKEN'] = '@'",
        "token_input = b'@'",
        "assert config.password == \"@\"",
        "if (secret != '@') {",
        "string clientSecret = @\"@@\";",
        "password=u'@')",
        "def connect(user='ada', password='@'):",
        "tokens = [\"@\"]",
        "char* pwd = \"@\";",
        "NSString *apiKey = @\"@@\";",
        "Map.of(\"secret\", \"@\")",
        "define('AUTH_KEY', '@');",
        "$password = '@';",
        "password ||= '@'",
        "token ?? '', secret: '@'",
        // queries, headers, command lines, prose
        "https://api.example/x?token=@&page=2",
        "curl 'https://api.example/x?a=1&api_key=@'",
        "oauth_token=abc&oauth_token_secret=@\"",
        "X-Api-Key: @",
        "Authorization token: Bearer @",
        "Get-Token -User Bob -Password @ -Domain X",
        "login --password @ --verbose",
        "login --password=@",
        "login --token '@'",
        "my password is @",
        "The API key is: @",
        "PASSWORD '@'",
        "CREATE ROLE me WITH LOGIN PASSWORD '@';",
        // in front of it
        "+  password: @",
        "-\tpassword: @",
        "   12\tDB_PASSWORD=@",
        "12:DB_PASSWORD=@",
        "src/app.env:12:DB_PASSWORD=@",
        "# password: @",
        "// token = \"@\"",
        "> | password=@",
        "INFO [main] login with password=@ ok",
      })
  void findsTheValueToItsLastByte(String line) {
    String text =
        line.replace("@@", "@").replace("@", VALUE).replace(VALUE + "\"" + VALUE, "@\"" + VALUE);
    assertThat(values(text)).contains(VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compass = Fake-Zq8_x",
        "bypass: Fake-Zq8_x",
        "author: Fake-Zq8_x",
        "keyboard = Fake-Zq8_x",
        "rapid = Fake-Zq8_x",
        "tokenizer = Fake-Zq8_x",
        "credit: Fake-Zq8_x",
        "password",
        "password Fake-Zq8_x",
        "Secrets::Fake-Zq8_x",
        "password =~ Fake-Zq8_x",
      })
  void leavesOtherWordsAndOtherSigns(String line) {
    assertThat(values(line)).isEmpty();
  }

  @Test
  void cutsValuesAtTheirDelimiters() {
    assertThat(values("{user: ivan, password: ofzr}")).containsExactly("ofzr");
    assertThat(values("PASSWORD=a,b;c&d)e next")).containsExactly("a,b;c&d)e");
    assertThat(values("x = \"password=abc\\ndef\"")).containsExactly("abc");
    assertThat(values("password = \"a\\\"b\\\\\" + x")).containsExactly("a\\\"b\\\\");
    assertThat(values("tokens: [\"one\", \"two\", 'three'], x: [\"no\"]"))
        .containsExactly("one", "two", "three");
    assertThat(values("secret = \"\"\"abc\"\"\"")).containsExactly("abc");
    assertThat(values("password = \"never closed and more")).containsExactly("never");
  }

  @Test
  void findsTheValueOnTheNextLine() {
    assertThat(values("<authToken>\n    abc123\n</authToken>")).containsExactly("abc123");
    assertThat(values("password: |\n  abc123\n")).containsExactly("abc123");
    assertThat(values("setPassword(\n    \"abc123\");")).containsExactly("abc123");
    assertThat(values("- name: DB_PASSWORD\n  value: abc123")).containsExactly("abc123");
    assertThat(values("\"token\":\n\n  \"abc123\",")).containsExactly("abc123");
    assertThat(values("password:\n  enabled: true")).isEmpty();
    assertThat(values("password =\n  call(a, b)")).isEmpty();
  }

  @Test
  void takesANameFromElsewhere() {
    List<String> found = new ArrayList<>();
    byte[] text = "abc123".getBytes(StandardCharsets.UTF_8);
    Pending name = Pending.ofName("db_password".getBytes(StandardCharsets.UTF_8));
    assertThat(Assignments.find(text, 0, text.length, name, a -> found.add(valueOf(a, text))))
        .isNull();
    assertThat(found).containsExactly("abc123");
    assertThat(Pending.ofName("colour".getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void readsHostileLinesInLinearTime() {
    for (String piece :
        List.of("key='\"", "key=\\\"", "password=", "token: {", "key=\\", "api_key=[\"")) {
      byte[] text = piece.repeat(2_000_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> Assignments.find(text, 0, text.length, null, a -> {}),
          piece);
    }
  }

  private static List<String> values(String text) {
    List<String> found = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    @Nullable Pending pending = null;
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        pending = Assignments.find(bytes, from, i, pending, a -> found.add(valueOf(a, bytes)));
        from = i + 1;
      }
    }
    return found;
  }

  private static String valueOf(Assignment a, byte[] text) {
    return new String(text, a.valueStart(), a.valueEnd() - a.valueStart(), StandardCharsets.UTF_8);
  }
}
