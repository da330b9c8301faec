package dev.tacenda.mask.internal.shape;

/**
 * Text that stands in every match of a shape, by which matches are found.
 *
 * @param literal the text, ASCII letters in lower case
 * @param minBefore how many bytes of a match stand before it, at least
 * @param maxBefore and at most
 */
public record Anchor(String literal, int minBefore, int maxBefore) {
  /** Shorter ones would be everywhere. */
  public static final int MIN_LENGTH = 3;
}
