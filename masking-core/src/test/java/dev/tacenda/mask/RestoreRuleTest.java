package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreRuleTest {
  private static final RestoreRule RULE =
      new RestoreRule(
          List.of("Edit", "mcp__fs__*"), List.of("content", "edits.*.new"), Set.of("password"));

  @ParameterizedTest
  @CsvSource({
    "Edit, content, true",
    "Edit, content.0.text, true",
    "Edit, edits.3.new, true",
    "mcp__fs__write, content, true",
    "Edit, edits.3.old, false",
    "Edit, edits.3, false",
    "Edit, contents, false",
    "Edi, content, false",
    "Edits, content, false",
    "edit, content, false",
    "mcp__fs_, content, false"
  })
  void speaksOfTheArgumentsItNames(String tool, String path, boolean expected) {
    assertThat(RULE.appliesTo(tool, List.of(path.split("\\.")))).isEqualTo(expected);
  }

  @Test
  void withoutArgumentsOrKindsSpeaksOfAll() {
    RestoreRule all = new RestoreRule(List.of("Edit"), List.of(), Set.of());
    assertThat(all.appliesTo("Edit", List.of())).isTrue();
    assertThat(all.allows("password")).isTrue();
    assertThat(RULE.allows("password")).isTrue();
    assertThat(RULE.allows("email")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"*", "a*b", "''"})
  void refusesAToolThatCouldBeAnyTool(String tool) {
    assertThatThrownBy(() -> new RestoreRule(List.of(tool), List.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a tool must be a name");
  }

  @ParameterizedTest
  @CsvSource({"a..b", "a*", "''"})
  void refusesAPathThatIsNone(String path) {
    assertThatThrownBy(() -> new RestoreRule(List.of("Edit"), List.of(path), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys and stars");
  }

  @Test
  void refusesAnEmptyListAndAnUnknownKind() {
    assertThatThrownBy(() -> new RestoreRule(List.of(), List.of(), Set.of()))
        .hasMessage("a restore needs a tool to restore for");
    RestoreRule unknown = new RestoreRule(List.of("Edit"), List.of(), Set.of("nope"));
    assertThatThrownBy(
            () ->
                MaskingPolicy.builder(RuleSet.standard())
                    .traffic(TrafficSettings.builder().restore(unknown).build())
                    .build())
        .hasMessage("restore of 'nope', which is no kind of the set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ tools: [] } | p.yaml:5:20: a restore without a tool",
        "{ arguments: [a] } | missing",
        "{ tools: ['*'] } | a tool must be a name",
        "{ tools: [Edit], arguments: [''] } | an argument must be",
        "{ tools: [Edit], kinds: [pasword] } | did you mean",
        "{ tools: [Edit], tool: x } | unknown key 'tool'"
      })
  void aPolicyFileSaysWhatIsWrongAndWhere(String item, String message) {
    String yaml =
        "tacenda-policy: 1\nname: p\nrevision: 1\nrules: {use: [standard]}\nrestore: ["
            + item
            + "]\n";
    assertThatThrownBy(() -> MaskingPolicy.parse("p.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }
}
