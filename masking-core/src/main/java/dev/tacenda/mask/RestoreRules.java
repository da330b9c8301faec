package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** Compares and joins rules that say where values may be restored. */
@TrustedCode("A value that one of two lists keeps masked is not restored by both together.")
final class RestoreRules {
  /** More destinations than this are not joined: nobody can read them. */
  static final int MAX_RULES = 1_024;

  private RestoreRules() {}

  /**
   * Returns rules that restore exactly what both lists do.
   *
   * @throws IllegalArgumentException if more than 1,024 are needed
   */
  static List<RestoreRule> inBoth(List<RestoreRule> some, List<RestoreRule> others) {
    Set<RestoreRule> both = new LinkedHashSet<>();
    for (RestoreRule one : some) {
      for (RestoreRule other : others) {
        addCommon(one, other, both);
        if (both.size() > MAX_RULES) {
          throw new IllegalArgumentException(
              "restore rules of several policies make more than " + MAX_RULES);
        }
      }
    }
    return canonical(both);
  }

  /** Returns rules that restore the same, without those that others cover, in a fixed order. */
  static List<RestoreRule> canonical(Collection<RestoreRule> rules) {
    return widest(rules.stream().map(RestoreRules::canonical).toList(), RestoreRules::covers)
        .stream()
        .sorted(Comparator.comparing(RestoreRules::form))
        .toList();
  }

  private static RestoreRule canonical(RestoreRule rule) {
    return new RestoreRule(
        widest(rule.tools(), RestoreRules::toolCovers).stream().sorted().toList(),
        widest(rule.arguments(), RestoreRules::argumentCovers).stream().sorted().toList(),
        rule.kinds());
  }

  private static String form(RestoreRule rule) {
    return rule.tools() + " " + rule.arguments() + " " + new TreeSet<>(rule.kinds());
  }

  private static void addCommon(RestoreRule one, RestoreRule other, Set<RestoreRule> both) {
    List<String> tools = pairs(one.tools(), other.tools(), RestoreRules::commonTool);
    List<String> arguments = commonArguments(one.arguments(), other.arguments());
    Set<String> kinds = commonKinds(one.kinds(), other.kinds());
    boolean anyArgument = one.arguments().isEmpty() && other.arguments().isEmpty();
    boolean anyKind = one.kinds().isEmpty() && other.kinds().isEmpty();
    // An empty list means all, which is not what two lists without a common element mean.
    if (!tools.isEmpty()
        && (anyArgument || !arguments.isEmpty())
        && (anyKind || !kinds.isEmpty())) {
      both.add(canonical(new RestoreRule(tools, arguments, kinds)));
    }
  }

  private static List<String> commonArguments(List<String> some, List<String> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    return pairs(some, others, RestoreRules::commonArgument);
  }

  private static Set<String> commonKinds(Set<String> some, Set<String> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Set<String> common = new TreeSet<>(some);
    common.retainAll(others);
    return common;
  }

  private static List<String> pairs(
      List<String> some, List<String> others, BiFunction<String, String, String> common) {
    Set<String> all = new TreeSet<>();
    for (String one : some) {
      for (String other : others) {
        String both = common.apply(one, other);
        if (!both.isEmpty()) {
          all.add(both);
        }
      }
    }
    return List.copyOf(all);
  }

  private static String commonTool(String one, String other) {
    if (toolCovers(one, other)) {
      return other;
    }
    return toolCovers(other, one) ? one : "";
  }

  private static boolean toolCovers(String wide, String narrow) {
    return wide.endsWith("*")
        ? narrow.startsWith(wide.substring(0, wide.length() - 1))
        : wide.equals(narrow);
  }

  /** Returns the path below which both paths are; nothing if there is none. */
  private static String commonArgument(String one, String other) {
    String[] a = steps(one);
    String[] b = steps(other);
    String[] common = Arrays.copyOf(a.length >= b.length ? a : b, Math.max(a.length, b.length));
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (!a[i].equals("*") && !b[i].equals("*") && !a[i].equals(b[i])) {
        return "";
      }
      common[i] = a[i].equals("*") ? b[i] : a[i];
    }
    return String.join(".", common);
  }

  private static boolean argumentCovers(String wide, String narrow) {
    String[] w = steps(wide);
    String[] n = steps(narrow);
    if (w.length > n.length) {
      return false;
    }
    for (int i = 0; i < w.length; i++) {
      if (!w[i].equals("*") && !w[i].equals(n[i])) {
        return false;
      }
    }
    return true;
  }

  private static String[] steps(String argument) {
    return argument.split("\\.", -1);
  }

  /** Returns true only if {@code wide} restores whatever {@code narrow} restores. */
  static boolean covers(RestoreRule wide, RestoreRule narrow) {
    return eachIsCovered(wide.tools(), narrow.tools(), RestoreRules::toolCovers)
        && (wide.arguments().isEmpty()
            || !narrow.arguments().isEmpty()
                && eachIsCovered(
                    wide.arguments(), narrow.arguments(), RestoreRules::argumentCovers))
        && (wide.kinds().isEmpty()
            || !narrow.kinds().isEmpty() && wide.kinds().containsAll(narrow.kinds()));
  }

  private static boolean eachIsCovered(
      List<String> wide, List<String> narrow, BiPredicate<String, String> covers) {
    return narrow.stream().allMatch(n -> wide.stream().anyMatch(w -> covers.test(w, n)));
  }

  /** Returns those that no other one covers; of equal ones the first. */
  private static <T> List<T> widest(Collection<T> all, BiPredicate<T, T> covers) {
    List<T> kept = new ArrayList<>();
    for (T one : new LinkedHashSet<>(all)) {
      if (kept.stream().noneMatch(k -> covers.test(k, one))) {
        kept.removeIf(k -> covers.test(one, k));
        kept.add(one);
      }
    }
    return kept;
  }
}
