package dev.tacenda.mask;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether one rule finds all that another finds, as far as that can be told from their text: they
 * must look for the same, and differ in conditions only. A "no" proves nothing.
 */
final class RuleCover {
  private final RuleBuilder wide;
  private final RuleBuilder narrow;

  private RuleCover(RuleBuilder wide, RuleBuilder narrow) {
    this.wide = wide;
    this.narrow = narrow;
  }

  static boolean covers(Rule wide, Rule narrow) {
    RuleCover cover = new RuleCover(wide.toBuilder(), narrow.toBuilder());
    return wide.detector() == narrow.detector()
        && cover.looksForTheSame()
        && cover.findsTheWholeValue()
        && cover.readsTheSameLines()
        && cover.asksNothingMore();
  }

  private boolean looksForTheSame() {
    return Objects.equals(regex(wide.pattern), regex(narrow.pattern))
        && Objects.equals(shape(wide.shape), shape(narrow.shape))
        && wide.lineDetector.equals(narrow.lineDetector)
        && wide.wanted.containsAll(narrow.wanted)
        && wide.nameWord == narrow.nameWord
        && wide.blockKind == narrow.blockKind
        && Objects.equals(text(wide.text), text(narrow.text));
  }

  private static @Nullable String regex(@Nullable LazyPattern pattern) {
    return pattern == null ? null : pattern.regex();
  }

  private static List<String> shape(@Nullable RuleShape shape) {
    return shape == null ? List.of() : shape.canonical();
  }

  private static List<String> text(@Nullable TextConditions text) {
    return text == null ? List.of() : text.canonical();
  }

  /** The whole match holds each of its groups; in rules that read texts 0 means something else. */
  private boolean findsTheWholeValue() {
    return wide.group == narrow.group || wide.group == 0 && wide.text == null;
  }

  private boolean readsTheSameLines() {
    if (wide.near > 0) {
      return narrow.near > 0
          && narrow.near <= wide.near
          && wide.keywords.containsAll(narrow.keywords);
    }
    boolean readsAll = wide.always || wide.keywords.isEmpty();
    return readsAll
        || !narrow.always
            && !narrow.keywords.isEmpty()
            && narrow.keywords.stream().allMatch(this::holdsKeywordOfWide);
  }

  private boolean holdsKeywordOfWide(String keyword) {
    return wide.keywords.stream().anyMatch(keyword::contains);
  }

  private boolean asksNothingMore() {
    List<String> exceptions = narrow.except.stream().map(LazyPattern::regex).toList();
    return narrow.checks.containsAll(wide.checks)
        && wide.except.stream().map(LazyPattern::regex).allMatch(exceptions::contains);
  }
}
