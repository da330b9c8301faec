package dev.tacenda.mask.internal.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * What shapes and RE2 patterns have in common: alternatives of sequences of parts, each of which
 * may be counted. What a part is, and what is done about what is not understood, is said by who
 * extends it. Confined to one thread, used once.
 */
abstract class ExpressionReader {
  private final String text;
  private final int maxDepth;
  private int at;
  private int depth;

  ExpressionReader(String text, int from, int maxDepth) {
    this.text = text;
    this.at = from;
    this.maxDepth = maxDepth;
  }

  /** Reads one part, which does not begin a count, and goes behind it. */
  abstract ShapeNode part();

  /** Reads the count behind a part, if there is one. */
  abstract ShapeNode quantified(ShapeNode part);

  /** Returns what is said of groups that are nested deeper than they may be. */
  abstract ShapeSyntaxException tooDeep();

  /** Returns what is said of the group that begins at {@code start} and has no end. */
  abstract ShapeSyntaxException groupWithoutEnd(int start);

  /** Reads as far as it is an expression: to the end, or to a bracket that closes nothing. */
  final ShapeNode alternatives() {
    List<ShapeNode> choices = new ArrayList<>();
    choices.add(sequence());
    while (isAt('|')) {
      at++;
      choices.add(sequence());
    }
    return choices.size() == 1 ? choices.get(0) : new ShapeNode.Choice(choices);
  }

  private ShapeNode sequence() {
    List<ShapeNode> parts = new ArrayList<>();
    while (!atEnd() && peek() != '|' && peek() != ')') {
      parts.add(quantified(part()));
    }
    return new ShapeNode.Sequence(parts);
  }

  /** Reads the inside of the group that begins at {@code start}, and its closing bracket. */
  final ShapeNode restOfGroup(int start) {
    if (++depth > maxDepth) {
      throw tooDeep();
    }
    ShapeNode node = alternatives();
    depth--;
    if (atEnd()) {
      throw groupWithoutEnd(start);
    }
    at++;
    return node;
  }

  final String text() {
    return text;
  }

  /** The place of the character to be read. */
  final int at() {
    return at;
  }

  final void goTo(int place) {
    at = place;
  }

  final void skip() {
    at++;
  }

  final char peek() {
    return text.charAt(at);
  }

  final boolean isAt(char wanted) {
    return !atEnd() && peek() == wanted;
  }

  final boolean atEnd() {
    return at >= text.length();
  }
}
