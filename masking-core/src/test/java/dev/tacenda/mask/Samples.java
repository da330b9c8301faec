package dev.tacenda.mask;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Generates text as it stands in prompts: code, configuration and prose with fake secrets of many
 * kinds in it, and the debris that breaks maskers. Token shapes are put together at run time, so
 * that no scanner finds one in this file.
 */
final class Samples {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = LETTERS.toUpperCase(Locale.ROOT);
  private static final String DIGITS = "0123456789";
  private static final String ALNUM = LETTERS + UPPER + DIGITS;
  private static final String BASE64 = ALNUM + "+/";

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the seed of a run: the system property {@code tacenda.seed}, or a fresh one. */
  static long seed() {
    Long given = Long.getLong("tacenda.seed");
    return given != null ? given : System.nanoTime();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  String run(String alphabet, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  /** A value that a rule finds wherever it stands; the last ones those of {@link TestRules}. */
  String token() {
    return switch (random.nextInt(12)) {
      case 9 ->
          pick("fk" + "s-", "FK" + "A_", "x-fk" + "s-") + run("abz019-", 4 + random.nextInt(12));
      case 10 ->
          pick("", "-", "x") + run("ab-", 1 + random.nextInt(7)) + ".f" + "k." + run(DIGITS, 4);
      case 11 -> near();
      case 6 -> "fk" + "t_" + run(ALNUM, 8 + random.nextInt(random.nextInt(4) == 0 ? 700 : 20));
      case 7 -> run(DIGITS, 4) + "-" + run(DIGITS, 4);
      case 8 -> "http://u:" + password() + "@" + run(LETTERS, 4) + ".internal/";
      case 0 -> "AK" + "IA" + run(UPPER + "234567", 16);
      case 1 -> "gh" + "p_" + run(ALNUM, 36);
      case 2 -> "glp" + "at-" + run(ALNUM, 20);
      case 3 -> jwt();
      case 4 -> run(LETTERS, 5) + "." + run(LETTERS, 4) + "@" + run(LETTERS, 6) + ".test";
      default -> "sk-" + "ant-api03-" + run(ALNUM + "_-", 93) + "AA";
    };
  }

  /** A word and a value that counts only near it, in the text, on the next line or too far. */
  private String near() {
    String gap =
        pick("=", ": \"", " ", "_key = ", "\n", "\n\n\n", "\n1\n2\n3\n", "\nx\ny\nz\nx\n", "\\n")
            + " ".repeat(random.nextInt(4) == 0 ? random.nextInt(50) : 0);
    return pick("acme", "ACME", "myAnkh", "myankh", "lacme")
        + pick("", password(), "_", token(), "")
        + gap
        + run("ab01", 11 + random.nextInt(3))
        + pick("", "-x", "-y", "_", "\"");
  }

  private String jwt() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String header =
        encoder.encodeToString(
            "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));
    String claims =
        encoder.encodeToString(
            ("{\"sub\":\"" + run(LETTERS, 12) + "\"}").getBytes(StandardCharsets.US_ASCII));
    return header + "." + claims + "." + run(ALNUM + "-_", 43);
  }

  /** A password as people choose them. */
  String password() {
    return pick("Summer", "hunter", "Tr0ub4", "S3cr", "pa55")
        + pick("!", "#", "-", "_", "$x")
        + run(ALNUM, 6);
  }

  String assignment() {
    String name =
        pick(
            "password",
            "DB_PASSWORD",
            "spring.datasource.password",
            "api_key",
            "\"token\"",
            "secret");
    return name + pick("=", ": ", " = ", ":") + pick("\"%s\"", "'%s'", "%s").formatted(password());
  }

  String pem() {
    String label = pick("", "RSA ", "EC ", "OPENSSH ") + "PRIVATE" + " KEY-----";
    StringBuilder out = new StringBuilder("-----BEGIN " + label + "\n");
    String prefix = pick("", "  ", "+", "12\t");
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.append(prefix).append(run(BASE64, 64)).append('\n');
    }
    out.append(prefix).append(run(BASE64, 4 * (1 + random.nextInt(12)))).append("\n");
    return random.nextInt(4) == 0 ? out.toString() : out + prefix + "-----END " + label + "\n";
  }

  String code() {
    return pick(
        "int total = items.size();\n",
        "  if (user == null) { return; }\n",
        "password = getPassword();\n",
        "# TCN_ is not a placeholder\n",
        "TCN_KEY_" + run(LETTERS, 24) + "\n",
        "commit " + run("0123456789abcdef", 40) + "\n",
        "see https://docs.test/path?x=1&y=2\n",
        "Grüße, 日本 🔑\n",
        "\t\r\n",
        "{\"nested\": \"json \\\"quoted\\\"\"}\n",
        "0".repeat(70) + "\n");
  }

  String noise() {
    return run("\"\\'`=:;,.-_/+@ \n\t{}[]()<>&%$#!?|~^*" + "aZ9é€", random.nextInt(12));
  }

  /**
   * A text of some lines with and without secrets, now and then in the shape of a tool's output.
   */
  String text() {
    StringBuilder out = new StringBuilder();
    List<String> seen = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      out.append(piece(seen));
    }
    return random.nextInt(3) == 0 ? shaped(out.toString()) : out.toString();
  }

  private String shaped(String text) {
    return switch (random.nextInt(7)) {
      case 0 -> prefixed(text, "%1$6d\t%2$s");
      case 1 -> prefixed(text, "%1$5d\u2192%2$s");
      case 2 -> prefixed(text, "src/main/App.java:%1$d:%2$s");
      case 3 -> prefixed(text, pick("+%2$s", "-%2$s", " %2$s", "> %2$s"));
      case 4 -> "{\"content\":" + string(text) + ",\"n\":1}";
      case 5 -> string("{\"content\":" + string(text) + "}");
      default ->
          text.replace("\n", pick(" ", "\\n", "\r\n", "")) + run("ab ,;", random.nextInt(300));
    };
  }

  private static String prefixed(String text, String format) {
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      out.append(number == 0 ? "" : "\n").append(format.formatted(++number, line));
    }
    return out.toString();
  }

  private String piece(List<String> seen) {
    return switch (random.nextInt(9)) {
      case 8 -> pick("", "data: ", "x=") + encoded(encodable()) + pick("\n", " ", "\"", ";");
      case 0, 1 -> code();
      case 2 -> {
        String token = token();
        seen.add(token);
        yield pick(" ", "", "\"", "key=") + token + pick(" ", "\n", "\"", ",", "");
      }
      case 3 -> assignment() + pick("\n", " ", ";\n");
      case 4 -> pem();
      case 5 -> noise();
      case 6 ->
          seen.isEmpty()
              ? noise()
              : pick("again ", "") + seen.get(random.nextInt(seen.size())) + "\n";
      default -> "The service reads its settings, and then it starts. ";
    };
  }

  private String encodable() {
    String text = pick(assignment(), "id: " + token(), "words " + noise(), code());
    return random.nextInt(3) == 0 ? encoded(text) : text;
  }

  /** A text in an encoding that is undone, now and then damaged. */
  private String encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder();
    switch (random.nextInt(6)) {
      case 0 -> out.append(Base64.getEncoder().encodeToString(utf8));
      case 1 -> out.append(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
      case 2 -> out.append(HexFormat.of().formatHex(utf8));
      case 3 -> out.append(URLEncoder.encode(text, StandardCharsets.UTF_8));
      case 4 -> text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
      default -> out.append(text.replace("/", "\\/"));
    }
    if (random.nextInt(8) == 0 && !out.isEmpty()) {
      out.deleteCharAt(random.nextInt(out.length()));
    }
    return out.toString();
  }

  /** A JSON document whose strings are texts, with escapes chosen at random. */
  String json(int depth) {
    int kind = depth == 0 ? 2 : random.nextInt(4);
    StringBuilder out = new StringBuilder(pick("", " ", "\n"));
    switch (kind) {
      case 0 -> {
        out.append('{');
        for (int i = 0, n = random.nextInt(4); i < n; i++) {
          out.append(i == 0 ? "" : ",").append(string("k" + i + run(LETTERS, 3)));
          out.append(pick(":", " : ")).append(json(depth - 1));
        }
        out.append('}');
      }
      case 1 -> {
        if (random.nextInt(3) == 0) {
          out.append(lines());
          break;
        }
        out.append('[');
        for (int i = 0, n = random.nextInt(4); i < n; i++) {
          out.append(i == 0 ? "" : ",").append(json(depth - 1));
        }
        out.append(']');
      }
      case 2 -> out.append(string(text()));
      default ->
          out.append(
              pick(
                  "1",
                  "\"\\ud83d\"",
                  "\"\\udd11 \\ud83d\\u0041\"",
                  "-0.0",
                  "1.50e+01",
                  "true",
                  "null"));
    }
    return out.append(pick("", " ")).toString();
  }

  /** A text as an array of its lines, as in a notebook; now and then one is missing. */
  private String lines() {
    StringBuilder out = new StringBuilder("[");
    for (String line : text().split(pick("\n", "(?<=\n)"), -1)) {
      out.append(out.length() == 1 ? "" : ",").append(random.nextInt(30) == 0 ? "0," : "");
      out.append(string(line));
    }
    return out.append(']').toString();
  }

  /** Writes a JSON string, escaping more than it must now and then. */
  String string(String content) {
    int style = random.nextInt(3);
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < content.length(); i++) {
      out.append(character(content.charAt(i), style));
    }
    return out.append('"').toString();
  }

  private String character(char c, int style) {
    if (style == 2 || style == 1 && random.nextInt(10) == 0) {
      return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
    }
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '/' -> style == 1 ? "\\/" : "/";
      default -> c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }
}
