package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tacenda.claude.gate.policy.PolicySet;
import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.BinaryAction;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.Profile;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.Severity;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** That editors are told what the readers of files say. */
class PolicySchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY_HEAD =
      "tacenda-policy: 1\nname: acme\nrevision: 1\nrules: { use: [standard] }\n";
  private static final String TESTS_HEAD = "tacenda-tests: 1\n";

  @TempDir Path folder;

  private JsonNode schema(String format) throws IOException {
    CommandRun run = CommandRun.in(folder).run("policy", "schema", format);
    assertThat(run.exitCode()).isZero();
    return JSON.readTree(run.out());
  }

  private List<Error> errors(String format, String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema(format));
    return schema.validate(
        JSON.<JsonNode>valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "selection", "tests"})
  void isItselfAValidSchema(String format) throws IOException {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(schema(format))).isEmpty();
  }

  @Test
  void acceptsTheFilesThatTheReadersAccept() throws IOException {
    assertThat(errors("policy", PolicyFixture.BUILDS)).isEmpty();
    assertThat(errors("policy", PolicyFixture.STRICT)).isEmpty();
    assertThat(errors("selection", PolicyFixture.SELECTION)).isEmpty();
    assertThat(errors("tests", PolicyFixture.TESTS)).isEmpty();
  }

  /** The examples of the documentation: the same files are read here and there. */
  @Test
  void acceptsTheExamplesOfTheDocumentation() throws IOException {
    List<String> policies = new ArrayList<>();
    for (Path page : List.of(Path.of("../../README.md"), Path.of("../../masking-core/RULES.md"))) {
      for (String block : Files.readString(page).split("```yaml\n", -1)) {
        if (block.startsWith("tacenda-policy: 1")) {
          policies.add(block.substring(0, block.indexOf("```")));
        }
      }
    }

    assertThat(policies).hasSizeGreaterThanOrEqualTo(2);
    for (String policy : policies) {
      assertThat(MaskingPolicy.parse("page", bytes(policy)).name()).isNotEmpty();
      assertThat(errors("policy", policy)).as(policy).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acton: []",
        "binary: allow",
        "profile: loose",
        "min-confidence: 0",
        "min-confidence: 101",
        "anonymous-callers: true",
        "actions: [{ rule: email, kind: personal, action: mask }]",
        "actions: [{ rule: email, action: hide }]",
        "actions: [{ action: mask }]",
        "replacements: [{ kind: personal, style: blur }]",
        "replacements: [{ rule: iban, default: hash }]",
        "replacements: [{ kind: personal, style: partial, keep-last: 17 }]",
        "restore: [{ tools: [] }]",
        "restore: [{ arguments: [a] }]",
        "risks: [{ risk: fire, action: ask }]",
        "risks: [{ risk: ci-file, action: mask }]",
        "unknown-fields: pass",
        "write-back: mask",
        "limits: { max-depth: 0 }",
        "limits: { max-body-bytes: 1.5 }",
        "internal-names: { hosts: [a.corp] }",
      })
  void refusesPoliciesThatTheReaderRefuses(String line) throws IOException {
    assertThat(errors("policy", POLICY_HEAD)).isEmpty();
    assertThatThrownBy(() -> MaskingPolicy.parse("p", bytes(POLICY_HEAD + line)))
        .isInstanceOf(PolicyException.class);
    assertThat(errors("policy", POLICY_HEAD + line)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pattern: a, keywords: [abc], id: A",
        "pattern: a, keywords: [abc], kind: K!",
        "pattern: a, keywords: [abc], type: lower",
        "pattern: a, keywords: [abc], severity: urgent",
        "pattern: a, keywords: []",
        "keywords: [abc]",
        "pattern: a, keywords: [abc], group: 100",
        "pattern: a, keywords: [abc], anchor: abc",
        "pattern: a, keywords: [abc], within: 9",
        "pattern: a, keywords: [abc], checks: [strong]",
        "pattern: a, keywords: [abc], checks: [{ min-digits: 33 }]",
        "pattern: a, keywords: [abc], checks: [{ luhn: 3 }]",
        "pattern: a, keywords: [abc], checks: [min-digits]",
        "pattern: a, keywords: [abc], default: no",
        "shape: 'abc_[0-9]{9}', checksum: crc16",
        "detector: telepathy",
        "pattern: a, keywords: [abc], specificity: 101",
        "pattern: a, keyword: [abc]",
      })
  void refusesRulesThatTheReaderRefuses(String rule) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part :
        List.of("id: a-rule", "kind: any", "type: ANY", "severity: low", "description: d")) {
      if (!rule.contains(part.substring(0, part.indexOf(':') + 1))) {
        parts.add(part);
      }
    }
    String yaml =
        "tacenda-policy: 1\nname: acme\nrevision: 1\nrules:\n  use: []\n  add:\n    - { source: s, "
            + String.join(", ", parts)
            + ", "
            + rule
            + " }\n";

    assertThatThrownBy(() -> MaskingPolicy.parse("p", bytes(yaml)))
        .isInstanceOf(PolicyException.class);
    assertThat(errors("policy", yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown: deny|unknwon: deny",
        "tacenda-selection: 1|tacenda-selection: 2",
        "team: { base: team.toml }|team: { add: [team.toml] }",
        "builders: [builds, team]|builders: []",
        "claims: { shell: \"true\" }|claims: { shell: true }",
        "claims: { shell: \"true\" }|claims: { shell: [] }",
        "claims: { shell: \"true\" }|claims: { shell: { glob: '*' } }",
        "claims: { shell: \"true\" }|subject: { pattern: .* }",
        "deny: a person had a shell in the job|every-caller: true",
        "name: shells|name: The Shells",
        "unknown: deny|rollout: { mode: blue }",
        "unknown: deny|rollout: { mode: canary, percent: 101 }",
        "until: 2027-01-01T00:00:00Z|until: soon",
        "action: mask|action: block",
        "rule: email|rule: email; risk: ci-file",
        "reason: the mail templates are reviewed|",
      })
  void refusesSelectionsThatTheReaderRefuses(String good, String bad) throws IOException {
    String change = bad == null ? "" : bad.replace("; ", "\n    ");
    String yaml = PolicyFixture.SELECTION.replace(good, change);

    assertThat(yaml).isNotEqualTo(PolicyFixture.SELECTION);
    assertThatThrownBy(
            () ->
                PolicySet.compile(
                    Map.of(
                        "selection.yaml",
                        bytes(yaml.replace("{ base: team.toml }", "{ base: builds.yaml }")),
                        "builds.yaml",
                        bytes(PolicyFixture.BUILDS),
                        "strict.yaml",
                        bytes(PolicyFixture.STRICT))))
        .isInstanceOf(PolicyException.class);
    assertThat(errors("selection", yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "test: []",
        "tests: [{ name: a }]",
        "tests: [{ must-not-mask: a }]",
        "tests: [{ name: a, must-not-mask: x, text: x, verdict: mask }]",
        "tests: [{ name: a, text: x }]",
        "tests: [{ name: a, text: x, verdict: hide }]",
        "tests: [{ name: a, must-not-mask: x, marks: [a, b] }]",
        "tests: [{ name: a, must-mask: 'axb', marks: [a] }]",
        "tests: [{ name: a, must-not-mask: x, json: 'yes' }]",
        "selection: [{ name: a, identity: anonymous }]",
        "selection: [{ name: a, identity: anonymous, denied: false }]",
        "selection: [{ name: a, identity: anonymous, policies: [] }]",
        "selection: [{ name: a, identity: nobody, denied: true }]",
        "selection: [{ name: a, identity: { issuer: i }, denied: true }]",
        "selection: [{ name: a, identity: { issuer: i, subject: s, group: [g] }, denied: true }]",
      })
  void refusesTestsThatTheReaderRefuses(String lines) throws IOException {
    assertThatThrownBy(() -> PolicyTests.parse("t", bytes(TESTS_HEAD + lines)))
        .isInstanceOf(PolicyException.class);
    assertThat(errors("tests", TESTS_HEAD + lines)).isNotEmpty();
  }

  /** A key that a reader learns must be in the schema, or editors call it wrong. */
  @ParameterizedTest
  @CsvSource({
    "policy, /properties, mask.PolicyReader, KEYS",
    "policy, /properties/rules/properties, mask.PolicyReader, RULES_KEYS",
    "policy, /properties/actions/items/properties, mask.PolicyReader, ACTION_KEYS",
    "policy, /properties/limits/properties, mask.PolicyReader, LIMIT_KEYS",
    "policy, /properties/internal-names/properties, mask.RuleSwitches, INTERNAL_KEYS",
    "policy, /properties/replacements/items/properties, mask.ReplacementReader, KEYS",
    "policy, /properties/restore/items/properties, mask.RestoreReader, KEYS",
    "policy, /properties/risks/items/properties, mask.TrafficReader, RISK_KEYS",
    "policy, /$defs/rule/properties, mask.RuleReader, RULE_KEYS",
    "selection, /properties, claude.gate.policy.SelectionReader, KEYS",
    "selection, /properties/exceptions/items/properties, claude.gate.policy.SelectionReader,"
        + " EXCEPTION_KEYS",
    "selection, /$defs/rule/properties, claude.gate.policy.ClaimRuleReader, KEYS",
    "selection, /properties/policies/additionalProperties/anyOf/1/properties,"
        + " claude.gate.policy.PolicyFiles, KEYS",
    "selection, /properties/rollout/properties, claude.gate.policy.RolloutReader, KEYS",
    "tests, /properties, claude.gate.policy.PolicyTestsReader, KEYS",
    "tests, /properties/tests/items/properties, claude.gate.policy.PolicyTestsReader, TEST_KEYS",
    "tests, /properties/selection/items/properties, claude.gate.policy.PolicyTestsReader, ROW_KEYS",
    "tests, /properties/selection/items/properties/identity/anyOf/1/properties,"
        + " claude.gate.policy.SupposedCaller, KEYS",
  })
  void hasTheKeysOfTheReader(String format, String pointer, String reader, String field)
      throws Exception {
    Set<String> keys = new TreeSet<>();
    schema(format).at(pointer).fieldNames().forEachRemaining(keys::add);

    assertThat(keys).isEqualTo(new TreeSet<>(constant(reader, field)));
  }

  /** So must words. */
  @Test
  void hasTheWordsOfTheReader() throws Exception {
    JsonNode policy = schema("policy");

    assertThat(words(policy, "/$defs/rule/properties/detector/enum"))
        .isEqualTo(new TreeSet<>(constant("mask.RuleReader", "DETECTORS")));
    for (String key : List.of("style", "default")) {
      assertThat(words(policy, "/properties/replacements/items/properties/" + key + "/enum"))
          .isEqualTo(new TreeSet<>(constant("mask.ReplacementReader", "STYLES")));
    }
    Set<String> risks = new TreeSet<>(Arrays.stream(Risk.values()).map(Risk::id).toList());
    assertThat(words(policy, "/properties/risks/items/properties/risk/enum")).isEqualTo(risks);
    assertThat(words(schema("selection"), "/properties/exceptions/items/properties/risk/enum"))
        .isEqualTo(risks);
    assertThat(words(policy, "/properties/actions/items/properties/action/enum"))
        .isEqualTo(lower(Action.values()));
    assertThat(words(policy, "/properties/binary/enum")).isEqualTo(lower(BinaryAction.values()));
    assertThat(words(policy, "/properties/profile/enum")).isEqualTo(lower(Profile.values()));
    assertThat(words(policy, "/$defs/rule/properties/severity/enum"))
        .isEqualTo(lower(Severity.values()));
    JsonNode checks = policy.at("/$defs/rule/properties/checks/items/anyOf");
    Set<String> all = words(checks, "/0/enum");
    checks.at("/1/properties").fieldNames().forEachRemaining(all::add);
    assertThat(all).isEqualTo(checkNames());
  }

  private static Set<String> checkNames() throws ReflectiveOperationException {
    Class<?> kinds = Class.forName("dev.tacenda.mask.Check$Kind");
    Set<String> names = new TreeSet<>();
    for (Object kind : kinds.getEnumConstants()) {
      names.add(((Enum<?>) kind).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return names;
  }

  private static Set<String> lower(Enum<?>[] constants) {
    return new TreeSet<>(
        Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static Set<String> words(JsonNode schema, String pointer) {
    Set<String> words = new TreeSet<>();
    schema.at(pointer).forEach(word -> words.add(word.asText()));
    return words;
  }

  @SuppressWarnings("unchecked")
  private static Collection<String> constant(String type, String name)
      throws ReflectiveOperationException {
    Field field = Class.forName("dev.tacenda." + type).getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(null);
    return value instanceof Map<?, ?> map
        ? (Collection<String>) map.keySet()
        : (Collection<String>) value;
  }

  @Test
  void isThatOfPoliciesIfNoneIsNamed() throws IOException {
    CommandRun run = CommandRun.in(folder).run("policy", "schema");

    assertThat(run.out()).contains("\"title\": \"Tacenda policy\"");
    assertThat(run.run("policy", "schema", "rules").exitCode()).isEqualTo(2);
  }
}
