package dev.tacenda.gateway.ignore;

import dev.tacenda.gateway.ignore.NamePattern.CharacterTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bracket expression: {@code [abc]}, {@code [a-z]}, {@code [!a]} or {@code [^a]}, {@code
 * [[:digit:]]}. Immutable.
 */
final class CharacterSet implements CharacterTest {
  private static final Map<String, CharacterTest> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", c -> isAscii(c) && Character.isLetterOrDigit(c)),
          Map.entry("alpha", c -> isAscii(c) && Character.isLetter(c)),
          Map.entry("blank", c -> c == ' ' || c == '\t'),
          Map.entry("cntrl", c -> isAscii(c) && Character.isISOControl(c)),
          Map.entry("digit", c -> c >= '0' && c <= '9'),
          Map.entry("graph", c -> c > ' ' && c < 0x7f),
          Map.entry("lower", c -> c >= 'a' && c <= 'z'),
          Map.entry("print", c -> c >= ' ' && c < 0x7f),
          Map.entry("punct", c -> c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c)),
          Map.entry("space", c -> c == ' ' || (c >= '\t' && c <= '\r')),
          Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
          Map.entry("xdigit", c -> isAscii(c) && Character.digit(c, 16) >= 0));

  private final List<CharacterTest> members;
  private final boolean negated;

  /** A set and where the pattern goes on behind it. */
  record Parsed(CharacterSet set, int end) {}

  private CharacterSet(List<CharacterTest> members, boolean negated) {
    this.members = List.copyOf(members);
    this.negated = negated;
  }

  /** Reads the set whose opening bracket stands before {@code from}; null if it does not end. */
  static @Nullable Parsed parse(String pattern, int from) {
    boolean negated = from < pattern.length() && "!^".indexOf(pattern.charAt(from)) >= 0;
    return new Reader(pattern, negated ? from + 1 : from).read(negated);
  }

  @Override
  public boolean matches(char c) {
    return c != '/' && negated != members.stream().anyMatch(member -> member.matches(c));
  }

  private static boolean isAscii(char c) {
    return c < 0x80;
  }

  /** Reads the members of one set. */
  private static final class Reader {
    private final String pattern;
    private final int first;
    private final List<CharacterTest> members = new ArrayList<>();
    private int at;

    Reader(String pattern, int first) {
      this.pattern = pattern;
      this.first = first;
      this.at = first;
    }

    @Nullable Parsed read(boolean negated) {
      // A closing bracket in the first place is a member.
      while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
        if (!(pattern.startsWith("[:", at) ? readClass() : readRange())) {
          return null;
        }
      }
      return at == pattern.length() ? null : new Parsed(new CharacterSet(members, negated), at + 1);
    }

    private boolean readClass() {
      int end = pattern.indexOf(":]", at + 2);
      CharacterTest test = end < 0 ? null : CLASSES.get(pattern.substring(at + 2, end));
      if (test == null) {
        return end < 0 && readRange(); // '[:' without an end is a bracket and a colon
      }
      members.add(test);
      at = end + 2;
      return true;
    }

    private boolean readRange() {
      int low = character();
      boolean range =
          at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      if (range) {
        at++;
      }
      int high = range ? character() : low;
      members.add(c -> c >= low && c <= high);
      return low >= 0 && high >= 0;
    }

    /** The next character, escaped or not; -1 if the pattern ends. */
    private int character() {
      if (at < pattern.length() && pattern.charAt(at) == '\\') {
        at++;
      }
      return at < pattern.length() ? pattern.charAt(at++) : -1;
    }
  }
}
