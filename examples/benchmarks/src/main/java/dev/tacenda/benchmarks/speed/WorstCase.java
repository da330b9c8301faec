package dev.tacenda.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts of 1 MB that are made to cost a masker as much as they can. */
public enum WorstCase {
  LETTER_RUN("a"),
  AWS_PREFIXES("AK" + "IA"),
  TOKEN_NAMES("token_"),
  KEYWORD_SALAD("secret password token apikey bearer github aws slack stripe key "),
  EMPTY_ASSIGNMENTS("key = "),
  NEAR_MISSES("password = \"changeme\"; api_key: ${KEY}, token=<none> "),
  TRUE_HITS("") {
    @Override
    String text(Random random) {
      StringBuilder out = new StringBuilder(BYTES);
      for (int i = 0; i < HITS; i++) {
        // Each on a line of its own, in a text of the same size as the others.
        String line = "gh" + "p_" + PlantedLine.anyValue(random, 36);
        out.append(line).append(" -".repeat((BYTES / HITS - line.length() - 2) / 2)).append("\\n");
      }
      return out.toString();
    }
  },
  CURL_LINES("curl -u user -H 'Accept: text/plain' https://api.example/v1/items\n"),
  PEM_BEGINS("-----BEGIN PRIVATE " + "KEY-----\n"),
  JWT_BEGINS("ey" + "J.ey" + "J."),
  GITHUB_PREFIXES("gh" + "p_"),
  UNICODE_ESCAPES("\\u0041") {
    @Override
    boolean isEscaped() {
      return true;
    }
  },
  HEX("") {
    @Override
    String text(Random random) {
      return PlantedLine.any(random, "0123456789abcdef", BYTES);
    }
  },
  BASE64("") {
    @Override
    String text(Random random) {
      return PlantedLine.anyValue(random, BYTES);
    }
  },
  ALL_ESCAPES("\\n\\t\\\"\\/\\b\\f\\r\\\\") {
    @Override
    boolean isEscaped() {
      return true;
    }
  },
  BACKSLASH_RUN("\\\\") {
    @Override
    boolean isEscaped() {
      return true;
    }
  },
  CJK("\u4e2d\u6587\u5b57\u7b26"),
  DEEP_NESTING("") {
    @Override
    String document(Random random) {
      // The marker and the outer array take two of the 256 levels that are allowed.
      String nest = "[".repeat(DEPTH) + "]".repeat(DEPTH);
      return array(nest);
    }
  },
  TINY_STRINGS("") {
    @Override
    String document(Random random) {
      return array("\"a\"");
    }
  };

  private static final int BYTES = 1 << 20;
  private static final int HITS = 5000;
  private static final int DEPTH = 250;

  private final String piece;

  WorstCase(String piece) {
    this.piece = piece;
  }

  /** Returns a JSON document of about 1 MB: one string, unless strings are what it is about. */
  Body body() {
    String json = document(new Random(19));
    return new Body(json.getBytes(StandardCharsets.UTF_8), List.of());
  }

  String document(Random random) {
    return "[\"" + Body.MARK + "\",\"" + text(random) + "\"]";
  }

  /** Returns the text as it stands in a JSON string. */
  String text(Random random) {
    String json = isEscaped() ? piece : piece.replace("\"", "\\\"").replace("\n", "\\n");
    return json.repeat(BYTES / json.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Whether the piece is written as it stands in JSON. */
  boolean isEscaped() {
    return false;
  }

  private static String array(String element) {
    String more = "," + element;
    return "[\"" + Body.MARK + "\"" + more.repeat(BYTES / more.length()) + "]";
  }
}
