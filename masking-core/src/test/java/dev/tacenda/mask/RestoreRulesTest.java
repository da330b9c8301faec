package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two lists of restore rules together restore what both do, tried on every small question. */
class RestoreRulesTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);
  private static final List<String> TOOLS = List.of("E", "Ed", "Edit", "Edits", "Write");
  private static final List<String> KINDS = List.of("k1", "k2", "k3");
  private static final List<List<String>> PATHS =
      List.of(
          List.of("a"),
          List.of("b"),
          List.of("a", "b"),
          List.of("c", "b"),
          List.of("a", "0", "b"),
          List.of("a", "b", "c"));

  private final long seed = Samples.seed();
  private final Samples samples = new Samples(seed);

  @Test
  void togetherTheyRestoreExactlyWhatBothDo() {
    for (int i = 0; i < ROUNDS; i++) {
      List<RestoreRule> some = rules();
      List<RestoreRule> others = rules();
      List<RestoreRule> both = RestoreRules.inBoth(some, others);
      for (String tool : TOOLS) {
        for (List<String> path : PATHS) {
          for (String kind : KINDS) {
            assertThat(restores(both, tool, path, kind))
                .describedAs("seed " + seed + ": " + some + " and " + others + " for " + tool)
                .isEqualTo(restores(some, tool, path, kind) && restores(others, tool, path, kind));
          }
        }
      }
    }
  }

  @Test
  void theCanonicalFormRestoresTheSameInAnyOrder() {
    for (int i = 0; i < ROUNDS; i++) {
      List<RestoreRule> rules = rules();
      List<RestoreRule> canonical = RestoreRules.canonical(rules);
      List<RestoreRule> reversed = new ArrayList<>(rules);
      Collections.reverse(reversed);
      assertThat(RestoreRules.canonical(reversed)).isEqualTo(canonical);
      assertThat(RestoreRules.canonical(canonical)).isEqualTo(canonical);
      for (String tool : TOOLS) {
        for (List<String> path : PATHS) {
          assertThat(restores(canonical, tool, path, "k1"))
              .isEqualTo(restores(rules, tool, path, "k1"));
        }
      }
    }
  }

  @Test
  void listsWithoutACommonElementDoNotMeanAll() {
    RestoreRule first = new RestoreRule(List.of("Edit"), List.of("a"), Set.of("k1"));
    RestoreRule otherKind = new RestoreRule(List.of("Edit"), List.of("a"), Set.of("k2"));
    RestoreRule otherArgument = new RestoreRule(List.of("Edit"), List.of("b"), Set.of("k1"));

    assertThat(RestoreRules.inBoth(List.of(first), List.of(otherKind))).isEmpty();
    assertThat(RestoreRules.inBoth(List.of(first), List.of(otherArgument))).isEmpty();
  }

  @Test
  void moreDestinationsThanAnybodyCanReadAreRefused() {
    List<RestoreRule> byTool = new ArrayList<>();
    List<RestoreRule> byArgument = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byTool.add(new RestoreRule(List.of("tool" + i), List.of(), Set.of()));
      byArgument.add(new RestoreRule(List.of("tool*"), List.of("argument" + i), Set.of()));
    }

    assertThatThrownBy(() -> RestoreRules.inBoth(byTool, byArgument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024");
  }

  private static boolean restores(
      List<RestoreRule> rules, String tool, List<String> path, String kind) {
    return rules.stream().anyMatch(rule -> rule.appliesTo(tool, path) && rule.allows(kind));
  }

  private List<RestoreRule> rules() {
    List<RestoreRule> rules = new ArrayList<>();
    for (int i = samples.below(4); i > 0; i--) {
      rules.add(
          new RestoreRule(
              some(1, "E", "Ed*", "Edit", "E*", "Write", "W*"),
              some(0, "a", "*", "a.b", "*.b", "a.*.b"),
              new TreeSet<>(some(0, "k1", "k2", "k3"))));
    }
    return rules;
  }

  private List<String> some(int atLeast, String... choices) {
    Set<String> some = new TreeSet<>();
    for (int i = atLeast + samples.below(2); i > 0; i--) {
      some.add(samples.pick(choices));
    }
    return List.copyOf(some);
  }
}
