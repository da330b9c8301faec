package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.TokenBegins;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.Collection;

/**
 * How far behind a word tokens of its rules can begin, and what the shortest of them is made of.
 * Most words have nothing of the kind behind them.
 *
 * @param within bytes from the end of the word to the farthest token, line ends not counted
 * @param alphabet the bytes of all tokens
 * @param minLength the length of the shortest token
 * @param maxLength the length of the longest token
 * @param withDigit whether each token holds a digit
 */
record WordReach(int within, ByteClass alphabet, int minLength, int maxLength, boolean withDigit) {
  /** Of longer runs no more is looked at, so that the time at each word is bounded. */
  private static final int MAX_RUN = 256;

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
   *
   * @param begins the places in the text where tokens can begin
   */
  @TrustedCode("true if a token stands in reach")
  boolean mayReachToken(byte[] text, int end, int to, TokenBegins begins) {
    int lines = 0;
    int place = end;
    while (true) {
      int farthest = end + within + lines;
      place = begins.next(place, Math.min(farthest + 1, to));
      lines += place > end && text[place - 1] == '\n' ? 1 : 0;
      if (place - end - lines > within) {
        return false;
      }
      int run = place;
      boolean enough = !withDigit;
      for (; run < to && text[run] != '\n' && alphabet.contains(text[run]); run++) {
        enough |= Ascii.isDigit(text[run]);
        if (run - place >= maxLength || enough && run - place >= minLength - 1) {
          return true;
        }
      }
      if (run >= to) {
        return true;
      }
      // What begins later in this run is shorter.
      place = run + 1;
    }
  }
}
