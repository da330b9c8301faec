package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes texts that an RE2 expression may match, by walking it and choosing at random. It knows the
 * syntax that the shipped rules use. Boundaries and anchors are not honoured, so a text need not
 * match; the caller looks. Confined to one thread.
 */
final class PatternSampler {
  private static final String PRINTABLE =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
          + " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t";
  private static final int MAX_EXTRA = 3;

  private final String regex;
  private final SplittableRandom random;
  private int at;

  private PatternSampler(String regex, SplittableRandom random) {
    this.regex = regex;
    this.random = random;
  }

  /** Returns one text. */
  static String sample(String regex, SplittableRandom random) {
    PatternSampler sampler = new PatternSampler(regex, random);
    String text = sampler.alternatives(false);
    if (sampler.at != regex.length()) {
      throw new IllegalStateException("not understood from " + sampler.at + " in " + regex);
    }
    return text;
  }

  private String alternatives(boolean fold) {
    List<String> choices = new ArrayList<>();
    choices.add(sequence(fold));
    while (at < regex.length() && regex.charAt(at) == '|') {
      at++;
      choices.add(sequence(fold));
    }
    return choices.get(random.nextInt(choices.size()));
  }

  private String sequence(boolean outerFold) {
    boolean fold = outerFold;
    StringBuilder text = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      if (regex.startsWith("(?i)", at)) {
        at += 4;
        fold = true;
      } else {
        text.append(repeated(fold));
      }
    }
    return text.toString();
  }

  private String repeated(boolean fold) {
    int start = at;
    atom(fold);
    int end = at;
    int[] bounds = quantifier();
    int afterAll = at;
    int times = bounds[0] + random.nextInt(Math.min(bounds[1] - bounds[0], MAX_EXTRA) + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      at = start;
      text.append(atom(fold));
      check(at == end);
    }
    at = afterAll;
    return text.toString();
  }

  private int[] quantifier() {
    int[] bounds = {1, 1};
    if (at < regex.length()) {
      switch (regex.charAt(at)) {
        case '?' -> bounds = step(0, 1);
        case '*' -> bounds = step(0, MAX_EXTRA);
        case '+' -> bounds = step(1, 1 + MAX_EXTRA);
        case '{' -> bounds = counted();
        default -> {
          return bounds;
        }
      }
      if (at < regex.length() && regex.charAt(at) == '?') {
        at++; // lazy: the same texts
      }
    }
    return bounds;
  }

  private int[] step(int min, int max) {
    at++;
    return new int[] {min, max};
  }

  private int[] counted() {
    int close = regex.indexOf('}', at);
    String body = regex.substring(at + 1, close);
    at = close + 1;
    int comma = body.indexOf(',');
    if (comma < 0) {
      int times = Integer.parseInt(body);
      return new int[] {times, times};
    }
    int min = Integer.parseInt(body.substring(0, comma));
    boolean open = comma == body.length() - 1;
    return new int[] {min, open ? min + MAX_EXTRA : Integer.parseInt(body.substring(comma + 1))};
  }

  private String atom(boolean fold) {
    char c = regex.charAt(at++);
    return switch (c) {
      case '(' -> group(fold);
      case '[' -> anyCase(oneOf(set()), fold);
      case '.' -> oneOf(PRINTABLE);
      case '^', '$' -> "";
      case '\\' -> anyCase(escape(), fold);
      default -> anyCase(String.valueOf(c), fold);
    };
  }

  private String group(boolean outerFold) {
    boolean fold = outerFold;
    if (regex.startsWith("?i:", at)) {
      at += 3;
      fold = true;
    } else if (regex.startsWith("?:", at)) {
      at += 2;
    }
    String text = alternatives(fold);
    check(regex.charAt(at) == ')');
    at++;
    return text;
  }

  private String escape() {
    char c = regex.charAt(at++);
    return switch (c) {
      case 'b' -> "";
      case 's', 'w', 'd', 'S', 'W', 'D' -> oneOf(shorthand(c));
      default -> literal(c);
    };
  }

  private static String literal(char c) {
    check(!Character.isLetterOrDigit(c));
    return String.valueOf(c);
  }

  private static String shorthand(char c) {
    String members =
        switch (Character.toLowerCase(c)) {
          case 's' -> " \t";
          case 'd' -> "0123456789";
          default -> PRINTABLE.substring(0, 62) + "_";
        };
    return Character.isUpperCase(c) ? without(members) : members;
  }

  private static String without(String members) {
    StringBuilder rest = new StringBuilder();
    PRINTABLE.chars().filter(c -> members.indexOf(c) < 0).forEach(c -> rest.append((char) c));
    return rest.toString();
  }

  private String set() {
    boolean negated = regex.charAt(at) == '^';
    at += negated ? 1 : 0;
    StringBuilder members = new StringBuilder();
    for (boolean first = true; first || regex.charAt(at) != ']'; first = false) {
      member(members);
    }
    at++;
    return negated ? without(members.toString()) : members.toString();
  }

  private void member(StringBuilder members) {
    char c = regex.charAt(at++);
    if (c == '\\') {
      char escaped = regex.charAt(at++);
      members.append("swdSWD".indexOf(escaped) >= 0 ? shorthand(escaped) : literal(escaped));
    } else if (regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
      for (char m = c; m <= regex.charAt(at + 1); m++) {
        members.append(m);
      }
      at += 2;
    } else {
      members.append(c);
    }
  }

  private String oneOf(String members) {
    return String.valueOf(members.charAt(random.nextInt(members.length())));
  }

  private String anyCase(String text, boolean fold) {
    return fold && random.nextInt(2) == 0 ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("syntax that the sampler does not know");
    }
  }
}
