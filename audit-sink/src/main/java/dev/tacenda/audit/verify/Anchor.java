package dev.tacenda.audit.verify;

import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHead;
import java.util.List;
import java.util.Objects;

/**
 * How many lines a log had at one moment, and the root of the tree over them. Printed or stored
 * where an attacker on the machine cannot change it (the log of the CI job, for example), it pins
 * all that the log held then, its first key with it. Immutable.
 *
 * @param writer whose log, as its directory is named
 * @param size the number of lines
 * @param root the root of the tree over these lines
 */
public record Anchor(String writer, long size, TreeHash root) {
  private static final String PREFIX = "audit-checkpoint v2 ";

  /**
   * @throws IllegalArgumentException if the writer has other characters than {@code 0-9 a-f T Z -}
   *     or is not 1 to 64 long, or the size is less than 1
   */
  public Anchor {
    Objects.requireNonNull(root, "root");
    boolean plain = writer.chars().allMatch(c -> "0123456789abcdefTZ-".indexOf(c) >= 0);
    if (!plain || writer.isEmpty() || writer.length() > 64) {
      throw new IllegalArgumentException("writer must be 1 to 64 of 0-9 a-f T Z -");
    }
    if (size < 1) {
      throw new IllegalArgumentException("size must be >= 1, was " + size);
    }
  }

  /** Returns the anchor as one line of text, for a log: see {@link #parse}. */
  @Override
  public String toString() {
    return PREFIX + writer + " " + size + " " + root.base64();
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code line} is anything else
   */
  public static Anchor parse(String line) {
    String[] parts =
        line.startsWith(PREFIX) ? line.substring(PREFIX.length()).split(" ", -1) : new String[0];
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "an anchor must read: " + PREFIX + "<writer> <size> <root>");
    }
    // The rules for numbers and hashes are those of a checkpoint.
    TreeHead head = TreeHead.parse("anchor\n" + parts[1] + "\n" + parts[2] + "\n");
    return new Anchor(parts[0], head.size(), head.root());
  }

  /**
   * Reads the anchors in the output of a job: the lines that begin as one, whatever else there is.
   *
   * @throws IllegalArgumentException if a line begins as an anchor and is none
   */
  public static List<Anchor> find(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(l -> l.startsWith(PREFIX))
        .map(Anchor::parse)
        .toList();
  }
}
