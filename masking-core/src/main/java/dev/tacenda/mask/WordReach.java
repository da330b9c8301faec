package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.Collection;

/**
 * How far behind a word tokens of its rules can begin, and what the shortest of them is made of.
 * Most words have nothing of the kind behind them. Immutable.
 */
final class WordReach {
  /** Of longer runs no more is looked at, so that the time at each word is bounded. */
  private static final int MAX_RUN = 256;

  /** Bytes from the end of the word to the farthest token, line ends not counted. */
  private final int within;

  /** Whether a byte, as an unsigned number, can be part of a token. */
  private final boolean[] members = new boolean[256];

  private final int minLength;
  private final int maxLength;

  /** Whether each token holds a digit. */
  private final boolean withDigit;

  private WordReach(
      int within, ByteClass alphabet, int minLength, int maxLength, boolean withDigit) {
    this.within = within;
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.withDigit = withDigit;
    for (int b = 0; b < 128; b++) {
      members[b] = alphabet.contains((byte) b);
    }
  }

  /** Returns the reach of a word that these rules look behind. */
  static WordReach of(Collection<RuleShape> rules) {
    int within = 0;
    ByteClass alphabet = ByteClass.NONE;
    int minLength = Integer.MAX_VALUE;
    int maxLength = 0;
    boolean withDigit = true;
    for (RuleShape rule : rules) {
      within = Math.max(within, rule.within());
      withDigit &= rule.needsDigit();
      for (TokenShape shape : rule.alternatives()) {
        alphabet = alphabet.or(shape.alphabet());
        minLength = Math.min(minLength, shape.minLength());
        maxLength = Math.max(maxLength, shape.maxLength());
      }
    }
    return new WordReach(within, alphabet, minLength, Math.min(maxLength, MAX_RUN), withDigit);
  }

  /**
   * Returns false only if no token begins behind the word that ends before {@code end}, whatever
   * stands behind {@code to}.
   */
  @TrustedCode("true if a token stands in reach")
  boolean mayReachToken(byte[] text, int end, int to) {
    int run = 0;
    boolean enough = !withDigit;
    int counted = 0;
    for (int i = end; i < to; i++) {
      byte b = text[i];
      if (!members[b & 0xff]) {
        run = 0;
        enough = !withDigit;
      } else {
        run++;
        enough |= Ascii.isDigit(b);
        if (run > maxLength || enough && run >= minLength) {
          return true;
        }
      }
      if (counted - run > within) {
        return false;
      }
      counted += b == '\n' ? 0 : 1;
    }
    return true;
  }
}
