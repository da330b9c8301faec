package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.TokenEdges;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shape rule should find in a line, written to be read and not to be fast: every word is
 * looked for at every place, and the shape is tried at every place.
 */
final class ShapeOracle {
  private ShapeOracle() {}

  /** A word of a rule and how far before the end of a line, or of a text, it ends. */
  record Word(String text, int bytes, int lines) {}

  /** Reports the tokens in a line; {@code before} are the words that stand before it. */
  static void find(
      Rule rule, byte[] line, List<Word> before, Placeholders placeholders, Rule.SpanSink sink) {
    RuleShape shape = rule.shape();
    List<Word> words = new ArrayList<>(before);
    words.addAll(wordsIn(shape.near(), line, placeholders));
    for (int start = 0; start < line.length; ) {
      int end = shape.endOfToken(line, 0, line.length, start);
      if (end > start && (!shape.needsWord() || isNear(shape, words, line.length, start))) {
        if (rule.accepts(line, start, end)) {
          sink.accept(start, end);
        }
        start = end;
      } else {
        start++;
      }
    }
  }

  /**
   * Distances of words in the line are from its end, and those of words before it from its start.
   */
  private static boolean isNear(RuleShape shape, List<Word> words, int length, int start) {
    for (Word word : words) {
      boolean ofLine = word.lines() == 0;
      int bytes = ofLine ? start - (length - word.bytes()) : start + word.bytes();
      if (shape.near().contains(word.text())
          && bytes >= 0
          && bytes <= shape.within()
          && word.lines() <= NearWords.MAX_LINES
          && (ofLine || word.bytes() <= NearWords.MAX_BYTES)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the words that stand in a line, each with the bytes from its end to the line's. */
  static List<Word> wordsIn(List<String> words, byte[] line, Placeholders placeholders) {
    List<Word> found = new ArrayList<>();
    for (String word : words) {
      for (int at = 0; at + word.length() <= line.length; at++) {
        if (stands(word, line, at)
            && TokenEdges.mayBeginWord(line, 0, at)
            && placeholders.startOfGenuineAt(line, 0, line.length, at) == at) {
          found.add(new Word(word, line.length - at - word.length(), 0));
        }
      }
    }
    return found;
  }

  private static boolean stands(String word, byte[] line, int at) {
    for (int i = 0; i < word.length(); i++) {
      byte b = line[at + i];
      int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the words behind a line: those in it and those before it, further away by the line. */
  static List<Word> after(
      List<String> words, List<Word> before, byte[] line, Placeholders placeholders) {
    if (line.length == 0) {
      return before;
    }
    List<Word> after = new ArrayList<>();
    before.forEach(w -> after.add(new Word(w.text(), w.bytes() + line.length, w.lines() + 1)));
    wordsIn(words, line, placeholders)
        .forEach(w -> after.add(new Word(w.text(), w.bytes(), w.lines() + 1)));
    return after;
  }
}
