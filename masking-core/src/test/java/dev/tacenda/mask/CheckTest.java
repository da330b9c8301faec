package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${DB_PASSWORD}",
        "${DB_PASSWORD:}",
        "${A}-${B}",
        "$PASSWORD",
        "$1",
        "$(pass show db)",
        "{{ .Values.password }}",
        "${{ secrets.TOKEN }}",
        "#{password}",
        "<%= @password %>",
        "<your-password>",
        "<PASSWORD",
        "[your password]",
        "%DB_PASSWORD%",
        "%s",
        "%(password)s",
        "{password}",
        "{0}",
        "@db.password@",
        "__PASSWORD__",
        "process.env.TOKEN",
        "os.environ['X']",
        "System.getenv(\"X\")",
        "vault:secret/db#pw",
        "!Ref Password",
        "xxxx",
        "XXXX-XXXX",
        "****",
        "........",
        "null",
        "None",
        "undefined",
        "changeme",
        "CHANGE_ME",
        "change-this-password",
        "your_api_key_here",
        "YOUR-SECRET",
        "password",
        "secret",
        "db_password",
        "Password",
        "example",
        "redacted",
        "todo",
        "true",
        "string"
      })
  void aStandInIsNoSecret(String value) {
    assertThat(passes(Check.Kind.NOT_PLACEHOLDER, value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "secur3Pass",
        "example-Zq8",
        "mypassword1!",
        "${DB_PASSWORD:hunter2}",
        "correct horse battery",
        "p@ssw0rd",
        "nullpointer9",
        "changemenow-Zq8x",
        "xxxy",
        "0001",
        "$ecret-Zq8",
        "a<b>c",
        "100%sure"
      })
  void aStandInWithinASecretDoesNotClearIt(String value) {
    assertThat(passes(Check.Kind.NOT_PLACEHOLDER, value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getPassword()",
        "config.password",
        "this.password;",
        "user->password",
        "Env::get",
        "args[1]",
        "request.body.password,",
        "PasswordInput",
        "hashedPassword",
        "pw,",
        "pw)",
        "String",
        "None",
        "new",
        "*password",
        "&password",
        "(String)",
        "List<String>"
      })
  void programTextIsNoSecret(String value) {
    assertThat(passes(Check.Kind.NOT_CODE, value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "fakehunter",
        "a,b;c",
        "ab.c1!",
        "p-w",
        "Summer",
        "SummerRain!",
        "12345"
      })
  void aPlainValueIsNotProgramText(String value) {
    assertThat(passes(Check.Kind.NOT_CODE, value)).isTrue();
  }

  @Test
  void whatFollowsAValueMakesItACall() {
    byte[] line = bytes("password = hash(x)");
    Check check = new Check(Check.Kind.NOT_CODE, 0);

    assertThat(check.passes(line, 11, 15)).isFalse();
    assertThat(check.passes(bytes("password = hash x"), 11, 15)).isTrue();
  }

  @Test
  void wordsWithoutADigitAreProse() {
    assertThat(passes(Check.Kind.NOT_PROSE, "Enter your password")).isFalse();
    assertThat(passes(Check.Kind.NOT_PROSE, "hunter")).isTrue();
    assertThat(passes(Check.Kind.NOT_PROSE, "correct horse 7 battery")).isTrue();
  }

  @Test
  void lettersAloneMayBeAName() {
    assertThat(passes(Check.Kind.NOT_NAME, "user_input.name-x")).isFalse();
    assertThat(passes(Check.Kind.NOT_NAME, "user_input1")).isTrue();
    assertThat(passes(Check.Kind.NOT_NAME, "user!input")).isTrue();
  }

  @Test
  void luhnWantsThirteenToNineteenDigits() {
    assertThat(passes(Check.Kind.LUHN, "4000 0012-3456 7899")).isTrue();
    assertThat(passes(Check.Kind.LUHN, "4000001234567898")).isFalse();
    assertThat(passes(Check.Kind.LUHN, "000000000000")).isFalse();
    assertThat(passes(Check.Kind.LUHN, "0000000000000000")).isFalse();
    assertThat(passes(Check.Kind.LUHN, "4000x001234567899")).isFalse();
  }

  @Test
  void ibanWantsRemainderOne() {
    assertThat(passes(Check.Kind.IBAN, "GB33 FAKE 0000 0012 3456 78")).isFalse();
    assertThat(passes(Check.Kind.IBAN, withCheckDigits("GB", "FAKE00000012345678"))).isTrue();
    assertThat(passes(Check.Kind.IBAN, "DE")).isFalse();
    assertThat(passes(Check.Kind.IBAN, "")).isFalse();
  }

  @Test
  void aJwtHeaderNamesAnAlgorithm() {
    assertThat(passes(Check.Kind.JWT_HEADER, base64("{\"alg\":\"none\"}") + ".e30.")).isTrue();
    assertThat(passes(Check.Kind.JWT_HEADER, base64("{\"typ\":\"x\"}") + ".e30.")).isFalse();
    assertThat(passes(Check.Kind.JWT_HEADER, "%%%.e30.")).isFalse();
  }

  @Test
  void basicCredentialsHoldAColonAndPrintableTextOnly() {
    assertThat(passes(Check.Kind.BASIC_CREDENTIALS, base64("fake:pw"))).isTrue();
    assertThat(passes(Check.Kind.BASIC_CREDENTIALS, base64("fakepw"))).isFalse();
    assertThat(passes(Check.Kind.BASIC_CREDENTIALS, base64("fake:\u0001"))).isFalse();
    assertThat(passes(Check.Kind.BASIC_CREDENTIALS, "authentication")).isFalse();
  }

  @Test
  void userinfoStandsBetweenSchemeAndHost() {
    String url = "see https://user:pw@host.example.com/a/b@c";
    Check check = new Check(Check.Kind.NOT_USERINFO, 0);

    assertThat(check.passes(bytes(url), url.indexOf("pw"), url.length())).isFalse();
    assertThat(check.passes(bytes(url), url.indexOf("b@c"), url.length())).isTrue();
    assertThat(check.passes(bytes("x@example.com"), 0, 13)).isTrue();
  }

  @Test
  void countsDigitsClassesAndEntropy() {
    assertThat(new Check(Check.Kind.MIN_DIGITS, 2).passes(bytes("a1b2"), 0, 4)).isTrue();
    assertThat(new Check(Check.Kind.MIN_DIGITS, 3).passes(bytes("a1b2"), 0, 4)).isFalse();
    assertThat(new Check(Check.Kind.MIXED_CLASSES, 4).passes(bytes("aB1-"), 0, 4)).isTrue();
    assertThat(new Check(Check.Kind.MIXED_CLASSES, 4).passes(bytes("ab1-"), 0, 4)).isFalse();
    assertThat(new Check(Check.Kind.MIN_ENTROPY, 2).passes(bytes("abcd"), 0, 4)).isTrue();
    assertThat(new Check(Check.Kind.MIN_ENTROPY, 2).passes(bytes("abca"), 0, 4)).isFalse();
  }

  @Test
  void refusesAParameterOutOfRange() {
    assertThatThrownBy(() -> new Check(Check.Kind.MIN_ENTROPY, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("min-entropy must be in 0.5..6.0, was 9.0");
  }

  private static String withCheckDigits(String country, String account) {
    int remainder = 0;
    for (char c : (account + country + "00").toCharArray()) {
      int value = Character.digit(c, 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return country + String.format("%02d", 98 - remainder) + account;
  }

  private static boolean passes(Check.Kind kind, String value) {
    byte[] line = bytes(value);
    return new Check(kind, 0).passes(line, 0, line.length);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
