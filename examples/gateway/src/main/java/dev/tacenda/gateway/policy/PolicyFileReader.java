package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.PolicyFile.OwnRule;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import dev.tacenda.mask.YamlPlace;
import dev.tacenda.mask.gitleaks.GitleaksConfig;
import dev.tacenda.mask.gitleaks.ImportNote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a policy, a file of rules or a gitleaks configuration, and finds out which it is. */
final class PolicyFileReader {
  /** The kind that imported rules have. */
  static final String GITLEAKS = "gitleaks";

  private static final String TOML = ".toml";

  private PolicyFileReader() {}

  static boolean isToml(String name) {
    return name.endsWith(TOML);
  }

  static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /**
   * Reads a file.
   *
   * @param notes takes what the author should know of a file that is understood
   * @throws PolicyException if it is not understood in full
   */
  static PolicyFile read(String name, byte[] content, List<Diagnostic> notes) {
    if (isToml(name)) {
      return gitleaks(name, GitleaksConfig.parse(name, content), notes);
    }
    YamlMap yaml = StrictYaml.read(name, content);
    if (yaml.keys().contains("tacenda-rules")) {
      RuleSet rules = RuleSet.parse(name, content);
      List<OwnRule> own = located(yaml.required("rules"), id -> rules.rule(id).orElse(null));
      return new PolicyFile(name, yaml, null, own);
    }
    MaskingPolicy policy = MaskingPolicy.parse(name, content);
    return new PolicyFile(name, yaml, policy, added(yaml, policy));
  }

  /** A configuration alone is the policy that masks what it finds. */
  static PolicyFile gitleaks(String name, GitleaksConfig config, List<Diagnostic> notes) {
    config.notes().forEach(note -> notes.add(of(note)));
    List<OwnRule> own =
        config.imported().stream()
            .map(i -> new OwnRule(i.rule(), new YamlPlace(i.sourceName(), i.line(), 1), null))
            .toList();
    if (config.ruleSet().rules().isEmpty()) {
      throw new YamlPlace(name, 1, 1).error("the file has no rules for texts", "add some");
    }
    MaskingPolicy policy = MaskingPolicy.builder(config.ruleSet()).name(GITLEAKS).build();
    return new PolicyFile(name, null, policy, own);
  }

  private static Diagnostic of(ImportNote note) {
    YamlPlace place = new YamlPlace(note.sourceName(), note.line(), note.column());
    return Diagnostic.note(place, GITLEAKS, note.message());
  }

  private static List<OwnRule> added(YamlMap yaml, MaskingPolicy policy) {
    YamlMap rules = yaml.required("rules").asMap("rules");
    if (rules.optional("add").isEmpty()) {
      return List.of();
    }
    // A rule that is off is not among those of the policy; read alone, it is among those added.
    MaskingPolicy all = withAllRules(policy, rules.required("add"));
    return located(rules.required("add"), id -> all.rules().rule(id).orElse(null));
  }

  private static MaskingPolicy withAllRules(MaskingPolicy policy, YamlNode add) {
    MaskingPolicy.Builder builder = policy.toBuilder();
    for (YamlNode item : add.asList("add")) {
      builder.enable(item.asMap("a rule").required("id").asText("id"));
    }
    return builder.build();
  }

  private static List<OwnRule> located(YamlNode list, Function<String, @Nullable Rule> rules) {
    List<OwnRule> own = new ArrayList<>();
    for (YamlNode item : list.asList("rules")) {
      YamlMap yaml = item.asMap("a rule");
      YamlNode id = yaml.required("id");
      @Nullable Rule rule = rules.apply(id.asText("id"));
      if (rule != null) {
        own.add(new OwnRule(rule, id.place(), yaml));
      }
    }
    return own;
  }
}
