package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the policies that a selection file names of the files beside it. Used for one set. */
final class PolicyFiles {
  static final int MAX_POLICIES = 256;
  static final int MAX_ADDITIONS = 16;

  private static final Set<String> KEYS = Set.of("base", "add");
  private static final Set<String> YAML_ENDINGS = Set.of(".yaml", ".yml");

  /** The policy that is shipped, as a base. */
  private static final String STANDARD = "standard";

  private final Map<String, byte[]> files;
  private final Map<String, RuleFileLoader> loaders;
  private final Set<String> used = new HashSet<>();

  PolicyFiles(Map<String, byte[]> files, Map<String, RuleFileLoader> loaders) {
    this.files = files;
    this.loaders = loaders;
  }

  /** Returns the policies by name, in the order of the file. */
  Map<String, MaskingPolicy> read(YamlMap yaml) {
    Names.requireCount(yaml, "policies", yaml.keys().size(), MAX_POLICIES);
    Map<String, MaskingPolicy> policies = new LinkedHashMap<>();
    for (String name : yaml.keys()) {
      Names.require(yaml.keyPlace(name), "policy", name);
      policies.put(name, policy(name, yaml.required(name)));
    }
    if (policies.isEmpty()) {
      throw yaml.place().error("no policies", "name one, for example 'builds: builds.yaml'");
    }
    return policies;
  }

  /** Returns the files that no policy was made of, in alphabetical order. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(files.keySet());
    unused.removeAll(used);
    return unused;
  }

  private MaskingPolicy policy(String name, YamlNode node) {
    if (!(node instanceof YamlMap map)) {
      return ofItsOwnName(name, node, base(name, node));
    }
    map.onlyKeys(KEYS);
    MaskingPolicy policy = base(name, map.required("base")).toBuilder().name(name).build();
    if (map.optional("add").isEmpty()) {
      return policy;
    }
    List<YamlNode> additions = map.required("add").asList("add");
    Names.requireCount(map, "additions", additions.size(), MAX_ADDITIONS);
    for (YamlNode addition : additions) {
      policy = plus(policy, addition);
    }
    return policy;
  }

  /** Records name a policy as its file does, so the selection must not call it otherwise. */
  private static MaskingPolicy ofItsOwnName(String name, YamlNode node, MaskingPolicy policy) {
    if (!policy.name().equals(name)) {
      throw node.place()
          .error(
              "policy '" + name + "' calls itself '" + policy.name() + "' in its file",
              "use one name, or write {base: FILE} to rename it");
    }
    return policy;
  }

  private MaskingPolicy base(String name, YamlNode node) {
    String file = node.asText("a file");
    if (file.equals(STANDARD)) {
      return MaskingPolicy.standard().toBuilder().name(name).build();
    }
    byte[] content = content(node, file);
    if (YAML_ENDINGS.contains(ending(file))) {
      return MaskingPolicy.parse(file, content);
    }
    RuleFileLoader.Loaded loaded = load(node, file, content);
    RuleSet rules =
        loaded.extendsStandard() ? RuleSet.standard().plus(loaded.ownRules()) : loaded.ownRules();
    if (rules.rules().isEmpty()) {
      throw node.place().error("file '" + file + "' has no rules", "choose another base");
    }
    return MaskingPolicy.builder(rules).name(name).build();
  }

  private MaskingPolicy plus(MaskingPolicy policy, YamlNode node) {
    String file = node.asText("a file");
    byte[] content = content(node, file);
    RuleSet more =
        YAML_ENDINGS.contains(ending(file))
            ? RuleSet.parse(file, content)
            : load(node, file, content).ownRules();
    try {
      return policy.toBuilder().addRules(more).build();
    } catch (IllegalArgumentException refused) {
      throw node.place()
          .error(
              "the rules of '" + file + "' cannot be added: " + refused.getMessage(),
              "rename the rule, or disable it in the base");
    }
  }

  private RuleFileLoader.Loaded load(YamlNode node, String file, byte[] content) {
    RuleFileLoader loader = loaders.get(ending(file));
    if (loader == null) {
      Set<String> known = new TreeSet<>(YAML_ENDINGS);
      known.addAll(loaders.keySet());
      throw node.place()
          .error(
              "nothing here reads files like '" + file + "'",
              "known endings: " + String.join(", ", known));
    }
    try {
      return loader.load(file, content.clone());
    } catch (PolicyException e) {
      throw e;
    } catch (RuntimeException e) {
      // A reader of others; its message may quote what it read.
      throw node.place().error("file '" + file + "' cannot be read as rules", "check the file");
    }
  }

  private byte[] content(YamlNode node, String file) {
    byte[] content = files.get(file);
    if (content == null) {
      throw node.place().unknownWord("file", file, new TreeMap<>(files).keySet());
    }
    used.add(file);
    return content;
  }

  private static String ending(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? "" : file.substring(dot);
  }
}
