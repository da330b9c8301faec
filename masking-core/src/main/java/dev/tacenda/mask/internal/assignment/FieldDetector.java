package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of fields by the whole name of the field, whatever they look like: members of
 * JSON that stands in a text, keys of YAML, dotenv and properties files, headers, attributes, tags,
 * options of commands. Immutable and thread-safe.
 *
 * <p>The words of a name may be joined by nothing, a dash, an underscore or a dot, in any case: who
 * lists {@code customer_id} means {@code customerId} and {@code X.CUSTOMER-ID} too.
 */
@TrustedCode("The value of a listed field is found to its last byte.")
public final class FieldDetector implements LineDetector {
  private static final int MAX_NAME = 64;
  private static final String[] JOINTS = {"", "_", "-", "."};

  private final Set<String> names;

  private FieldDetector(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /**
   * Returns a detector.
   *
   * @param names of fields: 3 to 64 letters, digits, dashes, underscores and dots
   * @throws IllegalArgumentException if one is something else
   */
  public static FieldDetector of(List<String> names) {
    Set<String> all = new HashSet<>();
    names.forEach(name -> all.addAll(spellings(name)));
    return new FieldDetector(all);
  }

  /**
   * Returns the ways in which a name may be written, in lower case; one stands wherever its value
   * is found.
   *
   * @throws IllegalArgumentException if it is no name of a field
   */
  public static Set<String> spellings(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a field must be 3 to 64 letters, digits, dashes, underscores and dots, and begin and end"
              + " with a letter or digit");
    }
    List<String> words = words(name);
    Set<String> spellings = new TreeSet<>();
    for (String joint : JOINTS) {
      spellings.add(String.join(joint, words));
    }
    return spellings;
  }

  private static boolean isName(String name) {
    int last = name.length() - 1;
    return last >= 2
        && last < MAX_NAME
        && isWordAt(name, 0)
        && isWordAt(name, last)
        && name.chars().allMatch(c -> c < 128 && isNamePart((byte) c));
  }

  private static boolean isWordAt(String name, int i) {
    return Ascii.isAlphanumeric((byte) name.charAt(i));
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hump = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
      boolean joint = !Character.isLetterOrDigit(c);
      if ((hump || joint) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (!joint) {
        word.append(Character.toLowerCase(c));
      }
    }
    words.add(word.toString());
    return words;
  }

  /** Returns true if {@code key} names one of the fields. */
  public boolean isField(String key) {
    return key.length() <= MAX_NAME && names.contains(key.toLowerCase(Locale.ROOT));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    ValueReader values = new ValueReader(line, 0, line.length);
    OperatorReader operators = new OperatorReader(line, 0, line.length);
    int i = 0;
    while (i < line.length) {
      int end = i;
      while (end < line.length && isNamePart(line[end])) {
        end++;
      }
      int nameEnd = end;
      while (nameEnd > i && !Ascii.isWord(line[nameEnd - 1])) {
        nameEnd--;
      }
      int start = nameStart(line, i, nameEnd);
      if (start >= 0) {
        // With the path before it, so that the reader sees whether it begins its line.
        int from = isOption(line, i, start) ? start : i;
        value(
            new Assignment.Name(NameWord.OTHER, line, from, nameEnd, start),
            values,
            operators,
            sink);
      }
      i = end + 1;
    }
  }

  private static boolean isNamePart(byte b) {
    return Ascii.isWord(b) || b == '-' || b == '.';
  }

  /** Returns where the listed name begins that ends the identifier, behind a dot or two dashes. */
  private int nameStart(byte[] line, int from, int end) {
    for (int start = Math.max(from, end - MAX_NAME); start < end; start++) {
      boolean begins = start == from || line[start - 1] == '.' || isOption(line, from, start);
      if (begins && names.contains(lower(line, start, end))) {
        return start;
      }
    }
    return -1;
  }

  private static boolean isOption(byte[] line, int from, int start) {
    int i = start;
    while (i > from && line[i - 1] == '-') {
      i--;
    }
    return i == from && i < start;
  }

  private static String lower(byte[] line, int start, int end) {
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private static void value(
      Assignment.Name name, ValueReader values, OperatorReader operators, Sink sink) {
    OperatorReader.Found found = operators.after(name);
    if (found == null || !assigns(found.operator())) {
      return;
    }
    Assignment.@Nullable Value value = values.after(name, found.operator(), found.end());
    while (value != null) {
      int end = value.quote() == Quote.LINE ? endOfLine(name, value) : value.end();
      if (end > value.start()) {
        sink.accept(value.start(), end);
      }
      value = values.nextElement(value);
    }
  }

  private static boolean assigns(Operator operator) {
    return switch (operator) {
      case ASSIGN, COLON, ARROW, COMPARE, TAG, ATTRIBUTE, FLAG -> true;
      case COMMA, CALL, JUXTAPOSED, PROSE, NEXT_LINE -> false;
    };
  }

  /** Without quotes a value goes on to the end of its line, to a comment, or to the next member. */
  private static int endOfLine(Assignment.Name name, Assignment.Value value) {
    byte[] line = name.text();
    String ends = opensObject(line, name.start()) ? ",}]" : "";
    int end = value.start();
    while (end < line.length && ends.indexOf(line[end]) < 0 && !isComment(line, end)) {
      end++;
    }
    while (end > value.start() && " \t\r,;".indexOf(line[end - 1]) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isComment(byte[] line, int i) {
    return line[i] == '#' && LineBytes.isBlank(line[i - 1]);
  }

  /** {@code {"name": 1, "other": 2}} on one line. */
  private static boolean opensObject(byte[] line, int nameStart) {
    int i = nameStart;
    while (i > 0
        && (Ascii.isQuote(line[i - 1]) || LineBytes.isBlank(line[i - 1]) || line[i - 1] == '\\')) {
      i--;
    }
    return i > 0 && line[i - 1] == '{';
  }
}
