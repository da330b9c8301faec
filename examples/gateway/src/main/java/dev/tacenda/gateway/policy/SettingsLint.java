package dev.tacenda.gateway.policy;

import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Profile;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for settings of a policy file that change nothing. Confined to one thread. */
final class SettingsLint {
  private static final String KNOWN_SECRET = "known-secret";

  private final YamlMap file;
  private final MaskingPolicy policy;
  private final Consumer<Diagnostic> out;

  SettingsLint(YamlMap file, MaskingPolicy policy, Consumer<Diagnostic> out) {
    this.file = file;
    this.policy = policy;
    this.out = out;
  }

  void check() {
    actions();
    replacements();
    switches();
  }

  /** The action of a kind counts for rules that have none of their own. */
  private void actions() {
    Set<String> withOwn = new HashSet<>();
    for (YamlNode item : items(file, "actions")) {
      item.asMap("an action").optional("rule").ifPresent(n -> withOwn.add(n.asText("rule")));
    }
    for (YamlNode item : items(file, "actions")) {
      YamlMap yaml = item.asMap("an action");
      Optional<String> kind = yaml.optional("kind").map(n -> n.asText("kind"));
      if (kind.isPresent()
          && rulesOf(kind.get()).stream().allMatch(r -> withOwn.contains(r.id()))
          && !kind.get().equals(KNOWN_SECRET)) {
        warn(
            yaml.required("kind"),
            "action-never-applies",
            "the action for kind '"
                + kind.get()
                + "' never applies: each of its rules has one of its own");
      }
      yaml.optional("rule").ifPresent(node -> belowConfidence(yaml, node));
    }
  }

  /** What is not sure enough is allowed, whatever its action. */
  private void belowConfidence(YamlMap yaml, YamlNode node) {
    Optional<Rule> rule = policy.rules().rule(node.asText("rule"));
    boolean allowed = yaml.required("action").asText("action").equals("allow");
    // Detectors of the library may be surer than their rule; those of others never are.
    boolean asSureAsSpecific =
        rule.isPresent() && RuleSet.standard().rule(rule.get().id()).isEmpty();
    if (asSureAsSpecific && !allowed && rule.get().specificity() < policy.minConfidence()) {
      warn(
          node,
          "action-never-applies",
          "the action for rule '"
              + rule.get().id()
              + "' never applies: the rule is less sure than min-confidence");
    }
  }

  /** A value that is allowed is not replaced. */
  private void replacements() {
    for (YamlNode item : items(file, "replacements")) {
      YamlMap yaml = item.asMap("a replacement");
      for (String target : List.of("rule", "kind")) {
        yaml.optional(target).ifPresent(node -> replacement(target, node));
      }
    }
  }

  private void replacement(String target, YamlNode node) {
    String name = node.asText(target);
    List<Rule> rules =
        target.equals("kind") ? rulesOf(name) : policy.rules().rule(name).stream().toList();
    if (!rules.isEmpty()
        && !name.equals(KNOWN_SECRET)
        && rules.stream().allMatch(rule -> policy.actionFor(rule) == Action.ALLOW)) {
      warn(
          node,
          "replacement-never-applies",
          "nothing is replaced for " + target + " '" + name + "': its action is allow");
    }
  }

  /** Rules that are off need not be disabled; the reader refuses to enable those that are on. */
  private void switches() {
    YamlMap rules = file.required("rules").asMap("rules");
    if (items(rules, "use").isEmpty()) {
      return;
    }
    RuleSet on = MaskingPolicy.builder(RuleSet.standard()).profile(profile()).build().rules();
    for (YamlNode node : items(rules, "disable")) {
      String id = node.asText("a rule id");
      if (on.rule(id).isEmpty()) {
        warn(node, "disable-without-effect", "rule '" + id + "' is off without this");
      }
    }
  }

  private Profile profile() {
    return file.optional("profile")
        .map(node -> Profile.valueOf(node.asText("profile").toUpperCase(Locale.ROOT)))
        .orElse(Profile.STANDARD);
  }

  private List<Rule> rulesOf(String kind) {
    return policy.rules().rules().stream().filter(rule -> rule.kind().equals(kind)).toList();
  }

  private static List<YamlNode> items(YamlMap yaml, String key) {
    return yaml.optional(key).map(list -> list.asList(key)).orElse(List.of());
  }

  private void warn(YamlNode node, String code, String message) {
    out.accept(Diagnostic.warning(node.place(), code, message));
  }
}
