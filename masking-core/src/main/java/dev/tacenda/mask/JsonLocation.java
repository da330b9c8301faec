package dev.tacenda.mask;

/**
 * Where a string stands in a JSON document: the steps from the root to it. A read-only view that is
 * valid only during the call it is passed to.
 *
 * <p>Step 0 is the root's child on the way to the string; the last step is the string itself.
 */
public interface JsonLocation {

  /** Number of steps from the root to the string; 0 if the document is a single string. */
  int depth();

  /** Returns the object key of a step, or the empty string if the step is an array index. */
  String key(int step);

  /** Returns the array index of a step, or -1 if the step is an object key. */
  int index(int step);

  /**
   * Returns the value of the member {@code type} of the object that a step leads into, wherever
   * that member stands in the object; empty if the step does not lead into an object or it has no
   * such string member.
   */
  String blockType(int step);

  /** Returns the value of the member {@code role} of that object; see {@link #blockType}. */
  String role(int step);

  /** Returns true if the string is an object key, not a value. */
  boolean isKey();
}
