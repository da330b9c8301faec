package dev.tacenda.mask.internal.shape;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts that matches of a part begin with, as far as they are few. ASCII letters are in lower
 * case. Immutable.
 *
 * @param texts each match begins with one of them
 * @param whole whether each match is one of them
 */
record Prefixes(Set<String> texts, boolean whole) {
  private static final int MAX_TEXTS = 64;
  private static final int MAX_LENGTH = 32;
  private static final int MAX_COPIES = 8;
  private static final Prefixes EMPTY = new Prefixes(Set.of(""), true);
  private static final Prefixes UNKNOWN = new Prefixes(Set.of(""), false);

  static Prefixes of(ShapeNode node) {
    if (node instanceof ShapeNode.OneOf one) {
      Set<String> texts = new LinkedHashSet<>();
      one.bytes().folded().chars().forEach(c -> texts.add(Character.toString(c)));
      return new Prefixes(texts, true);
    }
    if (node instanceof ShapeNode.Repeat repeat) {
      return of(repeat);
    }
    return node instanceof ShapeNode.Choice ? ofChoice(node.parts()) : ofSequence(node.parts());
  }

  int minLength() {
    return texts.stream().mapToInt(String::length).min().orElse(0);
  }

  private static Prefixes of(ShapeNode.Repeat repeat) {
    if (repeat.min() == 0) {
      return repeat.max() == 1 ? of(repeat.part()).or(EMPTY) : UNKNOWN;
    }
    Prefixes one = of(repeat.part());
    Prefixes all = one;
    for (int i = 1; i < Math.min(repeat.min(), MAX_COPIES); i++) {
      all = all.then(one);
    }
    boolean exact = repeat.min() == repeat.max() && repeat.min() <= MAX_COPIES;
    return new Prefixes(all.texts, all.whole && exact);
  }

  private static Prefixes ofChoice(List<ShapeNode> parts) {
    Prefixes all = of(parts.get(0));
    for (ShapeNode part : parts.subList(1, parts.size())) {
      all = all.or(of(part));
    }
    return all;
  }

  private static Prefixes ofSequence(List<ShapeNode> parts) {
    Prefixes all = EMPTY;
    for (ShapeNode part : parts) {
      all = all.then(of(part));
    }
    return all;
  }

  private Prefixes or(Prefixes other) {
    Set<String> both = new LinkedHashSet<>(texts);
    both.addAll(other.texts);
    return both.size() > MAX_TEXTS ? UNKNOWN : new Prefixes(both, whole && other.whole);
  }

  /** What is long enough is only made longer by literals: more texts cost more than they save. */
  private Prefixes then(Prefixes next) {
    boolean enough = minLength() >= Anchor.MIN_LENGTH && next.texts.size() > 1;
    boolean tooMany = texts.size() * next.texts.size() > MAX_TEXTS;
    if (!whole || enough || tooMany || minLength() >= MAX_LENGTH) {
      return new Prefixes(texts, false);
    }
    Set<String> joined = new LinkedHashSet<>();
    texts.forEach(text -> next.texts.forEach(more -> joined.add(text + more)));
    return new Prefixes(joined, next.whole);
  }
}
