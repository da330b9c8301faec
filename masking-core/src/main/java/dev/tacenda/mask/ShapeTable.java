package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.TokenBegins;
import dev.tacenda.mask.internal.shape.TokenEdges;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shape rules of a policy, and what has to be looked for in a text to find their tokens: the
 * literals of anchored shapes and the words of the others, each under a number of its own.
 * Immutable and thread-safe.
 */
final class ShapeTable {
  private static final int[] NONE = {};

  private final List<Rule> rules;
  private final List<Label> labels;
  private final List<AnchorOf> anchors = new ArrayList<>();
  private final List<String> words;
  private final int[][] rulesOfWord;
  private final AtomicReferenceArray<@Nullable WordReach> reaches;
  private final AtomicReferenceArray<TokenShape @Nullable []> shapesOfAnchor;

  /** A literal of the rule with this index. */
  private record AnchorOf(int rule, Anchor anchor) {}

  /**
   * Makes the table.
   *
   * @param rules the shape rules
   * @param labels their labels, in the same order
   */
  ShapeTable(List<Rule> rules, List<Label> labels) {
    this.rules = List.copyOf(rules);
    this.labels = List.copyOf(labels);
    Map<String, int[]> byWord = new LinkedHashMap<>();
    // In plain loops: a JVM that has just started does this once.
    for (int rule = 0; rule < rules.size(); rule++) {
      RuleShape shape = rules.get(rule).shape();
      for (Anchor anchor : shape.anchors()) {
        anchors.add(new AnchorOf(rule, anchor));
      }
      for (String word : shape.near()) {
        int[] before = byWord.getOrDefault(word, NONE);
        int[] ids = Arrays.copyOf(before, before.length + 1);
        ids[before.length] = rule;
        byWord.put(word, ids);
      }
    }
    this.words = List.copyOf(byWord.keySet());
    this.rulesOfWord = byWord.values().toArray(new int[0][]);
    this.reaches = new AtomicReferenceArray<>(words.size());
    this.shapesOfAnchor = new AtomicReferenceArray<>(anchors.size());
  }

  /** Returns the reach of a word; computed when it is first seen, by any thread that sees it. */
  private WordReach reach(int word) {
    WordReach known = reaches.get(word);
    if (known == null) {
      List<RuleShape> shapes = new ArrayList<>();
      for (int rule : rulesOfWord[word]) {
        shapes.add(rules.get(rule).shape());
      }
      known = WordReach.of(shapes);
      reaches.set(word, known);
    }
    return known;
  }

  /** Returns false only if a match of an anchor's shape that holds it begins nowhere. */
  @TrustedCode("true if a token holds this literal here")
  boolean mayStandAround(int literal, byte[] text, int from, int to, int end, TokenBegins begins) {
    AnchorOf of = anchors.get(literal);
    int at = end - of.anchor().literal().length();
    if (of.anchor().maxBefore() > 0) {
      // A few shapes only; trying all places twice would not pay.
      int last = at - of.anchor().minBefore() + 1;
      return begins.next(Math.max(from, at - of.anchor().maxBefore()), last) < last;
    }
    return TokenEdges.mayBegin(text, from, at) && beginsAt(shapesOf(literal), text, at, to);
  }

  private static boolean beginsAt(TokenShape[] shapes, byte[] text, int at, int to) {
    for (TokenShape shape : shapes) {
      if (shape.beginsAt(text, at, to)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the shapes of an anchor; found when it is first seen, by any thread that sees it. */
  private TokenShape[] shapesOf(int literal) {
    TokenShape[] known = shapesOfAnchor.get(literal);
    if (known == null) {
      AnchorOf of = anchors.get(literal);
      known = rules.get(of.rule()).shape().shapesOf(of.anchor());
      shapesOfAnchor.set(literal, known);
    }
    return known;
  }

  /** Returns false only if no token of the word's rules begins within its reach. */
  @TrustedCode("true if a token of a rule with this word stands behind it")
  boolean mayStandBehind(
      int literal,
      byte[] text,
      int from,
      int to,
      int end,
      TokenBegins begins,
      WordReach.Searched searched) {
    int word = word(literal);
    return TokenEdges.mayBeginWord(text, from, end - words.get(word).length())
        && reach(word).mayReachToken(text, end, to, begins, searched);
  }

  int ruleCount() {
    return rules.size();
  }

  Rule rule(int index) {
    return rules.get(index);
  }

  Label label(int index) {
    return labels.get(index);
  }

  /** Returns the literals to look for; the position of each is its number. */
  List<String> literals() {
    List<String> literals = new ArrayList<>();
    for (AnchorOf of : anchors) {
      literals.add(of.anchor().literal());
    }
    literals.addAll(words);
    return literals;
  }

  /** Returns true if the literal with this number is the word of a rule, not an anchor. */
  boolean isWord(int literal) {
    return literal >= anchors.size();
  }

  /** Returns the rule of an anchor. */
  int ruleOfAnchor(int literal) {
    return anchors.get(literal).rule();
  }

  /** Returns the anchor with this number. */
  Anchor anchor(int literal) {
    return anchors.get(literal).anchor();
  }

  /** Returns the number of the word that is the literal with this number. */
  int word(int literal) {
    return literal - anchors.size();
  }

  /** Returns the length of the literal with this number. */
  int length(int literal) {
    return isWord(literal) ? words.get(word(literal)).length() : anchor(literal).literal().length();
  }

  /** Returns the rules that have this word; not copied. */
  int[] rulesOfWord(int word) {
    return rulesOfWord[word];
  }
}
