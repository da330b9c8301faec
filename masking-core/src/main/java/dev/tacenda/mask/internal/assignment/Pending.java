package dev.tacenda.mask.internal.assignment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name whose value stands on the next line. Immutable.
 *
 * @param attribute whether the value is that of an attribute called {@code value}
 */
public record Pending(Assignment.Name name, boolean attribute) {
  /** Returns a name given elsewhere, such as the key of a JSON member; null if it says nothing. */
  public static @Nullable Pending ofName(byte[] name) {
    Assignment.Name found = NameWords.nameIn(name);
    return found == null ? null : of(found, false);
  }

  /** Returns true if the other name reads the same. */
  public boolean sameAs(Pending other) {
    return attribute == other.attribute && Arrays.equals(name.text(), other.name.text());
  }

  /** Keeps the name only, not the line that it stands on. */
  static Pending of(Assignment.Name name, boolean attribute) {
    byte[] copy = Arrays.copyOfRange(name.text(), name.start(), name.end());
    int wordStart = name.wordStart() - name.start();
    return new Pending(
        new Assignment.Name(name.word(), copy, 0, copy.length, wordStart), attribute);
  }
}
