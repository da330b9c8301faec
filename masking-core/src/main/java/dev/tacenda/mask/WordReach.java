package dev.tacenda.mask;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.ByteSearch;
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

  /** In texts with more line ends than this in reach all places are looked at. */
  private static final int MAX_LINE_ENDS = 32;

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
   * @param searched where that is none; words that are asked for come from left to right
   */
  @TrustedCode("true if a token stands in reach")
  boolean mayReachToken(byte[] text, int end, int to, TokenBegins begins, Searched searched) {
    searched.moveTo(text, end);
    if (holdsNoRun(text, end, to, searched)) {
      return false;
    }
    int place = searched.to;
    while (true) {
      int lines = searched.lines;
      place = begins.next(place, Math.min(end + within + lines + 1, to));
      lines += place > end && text[place - 1] == '\n' ? 1 : 0;
      if (place - end - lines > within) {
        searched.to = place;
        return false;
      }
      int run = endOfRun(text, place, to);
      if (run < 0) {
        searched.to = place;
        return true;
      }
      // What begins later in this run is shorter.
      searched.lines = lines;
      place = run + 1;
      searched.to = place;
    }
  }

  /**
   * Returns true if no run in reach is as long as the shortest token, as behind most words. Costs
   * much less than to look at each place at which a token could begin.
   */
  private boolean holdsNoRun(byte[] text, int end, int to, Searched searched) {
    int shortest = Math.min(minLength, maxLength + 1);
    int lines = searched.lines;
    int limit = end + within + lines + 1;
    int most = limit + MAX_LINE_ENDS;
    for (int at = searched.to; at < limit && limit + shortest <= to && limit < most; limit++) {
      int next = ByteSearch.indexOf(text, at, limit, (byte) '\n');
      if (next < 0) {
        break;
      }
      lines++;
      at = next + 1;
    }
    if (limit + shortest > to
        || limit == most
        || alphabet.runOf(shortest, text, searched.to, limit + shortest - 1) >= 0) {
      return false;
    }
    searched.lines = lines;
    searched.to = Math.max(searched.to, limit);
    return true;
  }

  /** Returns the end of a run that is too short for a token, or -1 if it is not. */
  private int endOfRun(byte[] text, int place, int to) {
    boolean enough = !withDigit;
    for (int i = place; i < to; i++) {
      byte b = text[i];
      if (b == '\n' || !alphabet.contains(b)) {
        return i;
      }
      enough |= Ascii.isDigit(b);
      if (i - place >= maxLength || enough && i - place >= minLength - 1) {
        return -1;
      }
    }
    return -1;
  }

  /** How far a text was searched behind one word without finding a token. */
  static final class Searched {
    private int end;

    /** No token begins between the end of the word and here. */
    private int to;

    /** Line ends before the last place in between at which one could. */
    private int lines;

    /** Starts with another text. */
    void restart() {
      end = 0;
      to = 0;
      lines = 0;
    }

    /** Goes on with the same word at a later place. */
    private void moveTo(byte[] text, int wordEnd) {
      if (wordEnd >= to) {
        to = wordEnd;
        lines = 0;
      } else {
        for (int i = end; i < wordEnd; i++) {
          lines -= text[i] == '\n' ? 1 : 0;
        }
      }
      end = wordEnd;
    }
  }
}
