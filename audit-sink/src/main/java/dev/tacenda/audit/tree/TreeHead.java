package dev.tacenda.audit.tree;

import java.util.List;
import java.util.Objects;

/**
 * Size and root of a log's tree at one moment, as the text of a <a
 * href="https://c2sp.org/tlog-checkpoint">C2SP checkpoint</a>: origin, size and root, one on a
 * line, and extension lines if there are any. Immutable.
 *
 * @param origin which log, without spaces and {@code +}
 * @param size the number of leaves
 * @param root the root of these leaves
 * @param extensions further lines, none of them empty
 */
public record TreeHead(String origin, long size, TreeHash root, List<String> extensions) {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_LINES = 8;

  /**
   * @throws IllegalArgumentException if the size is negative, or a line is empty or has characters
   *     other than visible ASCII and, in an extension, spaces
   */
  public TreeHead {
    Objects.requireNonNull(root, "root");
    extensions = List.copyOf(extensions);
    if (size < 0) {
      throw new IllegalArgumentException("size must be >= 0, was " + size);
    }
    boolean plain = isVisible(origin) && origin.indexOf('+') < 0;
    if (!plain || !extensions.stream().allMatch(line -> isVisible(line.replace(' ', '_')))) {
      throw new IllegalArgumentException("a line of a checkpoint must be visible ASCII");
    }
  }

  private static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Returns the text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * Reads what {@link #text} returns.
   *
   * @throws IllegalArgumentException if it is anything else; the message holds nothing of it
   */
  public static TreeHead parse(String text) {
    String[] lines = text.split("\n", MAX_LINES + 2);
    if (lines.length < 4 || lines.length > MAX_LINES || !lines[lines.length - 1].isEmpty()) {
      throw new IllegalArgumentException("a checkpoint must have 3.." + (MAX_LINES - 1) + " lines");
    }
    return new TreeHead(
        lines[0],
        size(lines[1]),
        TreeHash.parseBase64(lines[2]),
        List.of(lines).subList(3, lines.length - 1));
  }

  /**
   * Reads a number without sign and leading zeros.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static long size(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > MAX_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new IllegalArgumentException("a size must be a decimal number");
    }
    return Long.parseLong(text);
  }
}
