package dev.tacenda.mask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Inputs that are made to cost much, by name; each grows with the number it is asked for. */
final class HostileInputs {
  private final Random random = new Random(1);
  private final Placeholders placeholders = new Placeholders(TestRules.KEY);

  /** Texts of about so many bytes. */
  Map<String, IntFunction<String>> texts() {
    String begin = "-----BEGIN PRIVATE" + " KEY-----";
    Map<String, IntFunction<String>> texts = new LinkedHashMap<>();
    texts.put("one letter", n -> "a".repeat(n));
    texts.put("letters and digits", n -> TestRules.run(random, "abcXYZ019", n));
    texts.put("digits and blanks", n -> TestRules.run(random, "0123456789 -", n));
    texts.put("key id prefixes", n -> repeated("AKIA", n));
    texts.put("token prefixes", n -> repeated("ghp_ glpat- sk-ant-api03- xoxb- eyJ ", n));
    texts.put("web token beginnings", n -> repeated("eyJ.eyJ.", n));
    texts.put("keywords without values", n -> repeated("token_secret_password_api_key_", n));
    texts.put("names and equals signs", n -> repeated("password=", n));
    texts.put("names and blanks", n -> repeated("key = ", n));
    texts.put("near misses", n -> repeated("password = ${X}\nsecret: <your-key>\n", n));
    texts.put("open quotes", n -> repeated("password=\"", n));
    texts.put("slashes and at signs", n -> repeated("://a:", n) + "@");
    texts.put("BEGIN again and again", n -> repeated(begin + "\n", n));
    texts.put("BEGIN on one line", n -> repeated(begin, n));
    texts.put("BEGIN without label", n -> repeated("-----BEGIN ", n));
    texts.put("dashes", n -> "-".repeat(n));
    texts.put("a key without end", n -> begin + "\n" + repeated("A".repeat(64) + "\n", n));
    texts.put("an unwrapped key", n -> begin + "\n" + "A".repeat(n));
    texts.put("backslashes in a key", n -> begin + "\n" + "\\".repeat(n));
    texts.put("true findings", n -> manyTokens(n));
    texts.put("one finding many times", n -> repeated(token(1) + "\n", n));
    texts.put("findings on one line", n -> repeated(token(2) + " ", n));
    texts.put("overlapping repeats of a value", n -> overlapping(n));
    texts.put(
        "prefixes of a value",
        n -> "password=\"" + "ab".repeat(n / 4) + "\"\n" + "ab".repeat(n / 4));
    texts.put("genuine placeholders", n -> repeated(placeholder() + " ", n));
    texts.put("placeholders back to back", n -> repeated(placeholder(), n));
    texts.put("forged placeholders", n -> repeated("TCN_KEY_abcdefghijklmnopqrstuvwx ", n));
    texts.put("beginnings of placeholders", n -> repeated("TCN_A_", n));
    texts.put("assigned placeholders", n -> repeated("password=" + placeholder() + "\n", n));
    texts.put("authorities on one line", n -> repeated("=//a:x/", n));
    texts.put("escaped authorities", n -> repeated(":\\/\\/a:b?", n));
    texts.put("Oracle drivers", n -> repeated("oracle:thin:", n));
    texts.put("parameters", n -> repeated("&token=a&pwd=", n));
    texts.put("open braces of ODBC", n -> repeated("uid=a;pwd={", n));
    texts.put("quotes of a connection string", n -> repeated("host=a;pwd='", n));
    texts.put("passwords that wait for a host", n -> repeated("pwd=a;", n) + "host=b");
    texts.put("headers", n -> repeated("authorization: x a=b, cookie: sid=", n));
    texts.put("dashes in names", n -> repeated("x-a-", n));
    texts.put("commands", n -> repeated("curl -u a mysql -p docker login -p ", n));
    texts.put("options", n -> repeated("--password '", n));
    texts.put("SQL", n -> repeated("create user password identified by \\\\\\'", n));
    texts.put("INSERT", n -> repeated("insert(password,", n));
    texts.put("password hashes", n -> repeated("$6$a", n));
    texts.put("dollar signs", n -> "$".repeat(n));
    texts.put("headers of web tokens", n -> "eyJ".repeat(n / 3) + ".a");
    texts.put("web tokens encoded once more", n -> repeated("ZXlK", n));
    texts.put("members of web keys", n -> repeated("\"d\":\"" + "aB1".repeat(15) + "\",", n));
    texts.put("machines", n -> repeated("machine a login b ", n));
    texts.put("a Secret", n -> "kind: Secret\ndata:\n" + repeated("  a: YQ==\n", n));
    texts.put("Secrets on one line", n -> repeated("\"kind\":\"Secret\",\"data\":{", n));
    texts.put("names of passwords in notes", n -> repeated("pw:pw is id/pw ", n));
    texts.put("a note without blanks", n -> repeated("password:", n));
    texts.put("calls", n -> repeated("login(login(", n));
    texts.put("literals of calls", n -> repeated("login('a,", n));
    texts.put("comparisons", n -> repeated("'==password'", n));
    texts.put("fallbacks", n -> repeated("token||'password default='", n));
    texts.put("elements", n -> repeated("<a key='password'>", n));
    texts.put("arguments", n -> repeated("htpasswd -b net user 'a ", n));
    texts.put("pipes", n -> repeated("echo a | echo ", n));
    texts.put("keys in base64", n -> "MII" + repeated("UFJJVkFURSBLRVk", n));
    texts.put("encoded parameters", n -> repeated("%26token%3D", n));
    texts.put("line ends", n -> "\n".repeat(n));
    texts.put("at signs", n -> repeated("a@", n));
    texts.put("addresses without an end", n -> repeated("a.b@c.", n));
    texts.put("one endless local part", n -> "a.".repeat(n / 2) + "@example.com");
    texts.put("hexadecimal and colons", n -> repeated("f0:", n));
    texts.put("digits and dots", n -> repeated("10.", n));
    texts.put("plus signs and digits", n -> repeated("+49 ", n));
    texts.put("groups of digits", n -> repeated("4000 0012-3456 ", n));
    texts.put("beginnings of account numbers", n -> repeated("DE00 ", n));
    texts.put("brackets and digits", n -> repeated("(202) ", n));
    texts.put("host names without an end", n -> repeated("a.internal.", n));
    texts.put("words before numbers", n -> repeated("phone ssn card nhs 123456 ", n));
    texts.put("other alphabets", n -> repeated("\u65e5\u672c\u8a9e", n / 3));
    texts.put("vendors in base64", n -> repeated("AwsGithubSlack0Key+", n));
    texts.put("vendors before short words", n -> repeated("aws github slack 0a1b2c3d ", n));
    texts.put("vendors over line ends", n -> repeated("aws\ngithub a\n", n));
    texts.put("nested percent signs", n -> "aws %" + "25".repeat(n / 2) + "41");
    texts.put("keywords of patterns", n -> repeated("secret_access_key aws auth = sig=pass: ", n));
    texts.put("values of patterns cut short", n -> repeated("aws key=" + "aB1".repeat(13), n));
    texts.put("one line of code", n -> repeated("if(a.b(c)){d=\"e\";key=f[0]}else{g('h')};", n));
    return texts;
  }

  /** JSON documents of about so many bytes. */
  Map<String, IntFunction<String>> documents() {
    Map<String, IntFunction<String>> documents = new LinkedHashMap<>();
    documents.put("escapes only", n -> "\"" + repeated("\\u0041", n) + "\"");
    documents.put("surrogate pairs", n -> "\"" + repeated("\\ud83d\\udd11", n) + "\"");
    documents.put("lone surrogates", n -> "\"" + repeated("\\ud83d", n) + "\"");
    documents.put("backslashes", n -> "\"" + repeated("\\\\", n) + "\"");
    documents.put("tiny strings", n -> "[" + repeated("\"\",", n) + "\"\"]");
    documents.put("tiny members", n -> "{" + repeated("\"a\":\"b\",", n) + "\"a\":1}");
    documents.put("one deep tower", n -> tower(n, "\"x\""));
    documents.put("findings in a deep tower", n -> tower(n, "\"" + token(3) + "\""));
    documents.put("strings in a deep tower", n -> tower(n, "\"x\",\"y\""));
    documents.put(
        "one finding in many strings", n -> "[" + repeated("\"" + token(4) + "\",", n) + "1]");
    return documents;
  }

  private static String tower(int bytes, String leaf) {
    int depth = 250;
    return "[".repeat(depth) + repeated(leaf + ",", bytes) + "1" + "]".repeat(depth);
  }

  private static String overlapping(int bytes) {
    return "password=\"" + "x1".repeat(10) + "\"\n" + repeated("x1", bytes);
  }

  private String manyTokens(int bytes) {
    StringBuilder out = new StringBuilder();
    while (out.length() < bytes) {
      out.append("AK")
          .append("IA")
          .append(TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUV234567", 16));
      out.append('\n');
    }
    return out.toString();
  }

  private static String token(int seed) {
    return "gh" + "p_" + TestRules.run(new Random(seed), "abcdefghijklmnopqrstuvwxyzABCD0123", 36);
  }

  private String placeholder() {
    return new String(
        placeholders.of("PASSWORD", new byte[] {1}), java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static String repeated(String piece, int bytes) {
    return piece.repeat(Math.max(1, bytes / piece.length()));
  }
}
