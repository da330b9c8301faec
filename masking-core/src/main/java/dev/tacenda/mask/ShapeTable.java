package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.TokenEdges;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape rules of a policy, and what has to be looked for in a text to find their tokens: the
 * literals of anchored shapes and the words of the others, each under a number of its own.
 * Immutable and thread-safe.
 */
final class ShapeTable {
  private final List<Rule> rules;
  private final List<Label> labels;
  private final ArrayList<AnchorOf> anchors = new ArrayList<>();
  private final List<String> words;
  private final int[][] rulesOfWord;
  private final WordReach[] reaches;

  /** A literal of the rule with this index. */
  private record AnchorOf(int rule, TokenShape shape, Anchor anchor) {}

  /**
   * Makes the table.
   *
   * @param rules the shape rules
   * @param labels their labels, in the same order
   */
  ShapeTable(List<Rule> rules, List<Label> labels) {
    this.rules = List.copyOf(rules);
    this.labels = List.copyOf(labels);
    Map<String, List<Integer>> byWord = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      int rule = i;
      RuleShape shape = rules.get(i).shape();
      shape.forEachAnchor((token, anchor) -> anchors.add(new AnchorOf(rule, token, anchor)));
      shape.near().forEach(w -> byWord.computeIfAbsent(w, k -> new ArrayList<>()).add(rule));
    }
    this.words = List.copyOf(byWord.keySet());
    this.rulesOfWord =
        words.stream()
            .map(word -> byWord.getOrDefault(word, List.of()))
            .map(ids -> ids.stream().mapToInt(id -> id).toArray())
            .toArray(int[][]::new);
    this.reaches =
        Arrays.stream(rulesOfWord)
            .map(ids -> Arrays.stream(ids).mapToObj(id -> rules.get(id).shape()).toList())
            .map(WordReach::of)
            .toArray(WordReach[]::new);
  }

  /** Returns false only if a match of an anchor's shape that holds it begins nowhere. */
  @TrustedCode("true if a token holds this literal here")
  boolean mayStandAround(int literal, byte[] text, int from, int to, int end) {
    AnchorOf of = anchors.get(literal);
    if (of.anchor().maxBefore() > 0) {
      return true; // a few shapes only; trying all places twice would not pay
    }
    int at = end - of.anchor().literal().length();
    return TokenEdges.mayBegin(text, from, at) && of.shape().beginsAt(text, at, to);
  }

  /** Returns false only if no token of the word's rules begins within its reach. */
  @TrustedCode("true if a token of a rule with this word stands behind it")
  boolean mayStandBehind(int literal, byte[] text, int from, int to, int end) {
    int word = word(literal);
    return TokenEdges.mayBeginWord(text, from, end - words.get(word).length())
        && reaches[word].mayReachToken(text, end, to);
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
    anchors.forEach(of -> literals.add(of.anchor().literal()));
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
