package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.network.InternalHostDetector;
import dev.tacenda.mask.internal.network.IpDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What to look for and what to do about it: a named, versioned value. A rule without an action of
 * its own or of its kind is masked; callers without an identity are refused unless the policy
 * admits them. Immutable and thread-safe.
 *
 * <pre>{@code
 * MaskingPolicy policy =
 *     MaskingPolicy.builder(RuleSet.standard())
 *         .name("builds")
 *         .actionForKind("cloud-key", Action.BLOCK)
 *         .build();
 * }</pre>
 */
public final class MaskingPolicy {
  /** The kind of findings that are known secrets, for which there is no rule in any file. */
  static final String KNOWN_SECRET_KIND = "known-secret";

  private static final int MAX_NAME_LENGTH = 64;

  private static final Lazy<MaskingPolicy> STANDARD =
      new Lazy<>(() -> builder(RuleSet.standard()).name("standard").build());

  private final String name;
  private final int revision;

  /** All rules that the policy can switch on, and those that are on. */
  private final RuleSet offered;

  private final RuleSet ruleSet;
  private final Set<String> enabled;
  private final Map<String, List<String>> internalNames;
  private final Map<String, Action> actionsByRule;
  private final Map<String, Action> actionsByKind;
  private final Map<String, Replacement> replacementsByRule;
  private final Map<String, Replacement> replacementsByKind;
  private final Replacement defaultReplacement;
  private final int minConfidence;
  private final DefaultRules defaults;
  private final Limits limits;
  private final boolean admitsAnonymousCallers;
  private final BinaryAction binary;
  private final List<RestoreRule> restoreRules;
  private final boolean passesWriteBack;
  private final boolean refusesUnknown;
  private final Map<Risk, Action> actionsByRisk;
  private final Lazy<String> digest;

  private MaskingPolicy(Builder b) {
    this.name = b.name;
    this.revision = b.revision;
    this.offered = b.ruleSet;
    this.enabled = Set.copyOf(b.enabled);
    this.internalNames = Map.copyOf(b.internalNames);
    this.defaults = new DefaultRules(b.profile, b.added);
    this.ruleSet = enabled(b, defaults);
    this.actionsByRule = Map.copyOf(b.actionsByRule);
    this.actionsByKind = Map.copyOf(b.actionsByKind);
    this.replacementsByRule = Map.copyOf(b.replacementsByRule);
    this.replacementsByKind = Map.copyOf(b.replacementsByKind);
    this.defaultReplacement = b.defaultReplacement;
    this.minConfidence = b.minConfidence;
    this.limits = b.limits;
    this.admitsAnonymousCallers = b.admitsAnonymousCallers;
    this.binary = b.binary;
    this.restoreRules = List.copyOf(b.restoreRules);
    this.passesWriteBack = b.passesWriteBack;
    this.refusesUnknown = b.refusesUnknown;
    this.actionsByRisk = Map.copyOf(b.actionsByRisk);
    requireName(name);
    require(
        minConfidence >= 1 && minConfidence <= Label.MAX_CONFIDENCE,
        "minConfidence must be in 1..100, was " + minConfidence);
    require(revision > 0, "revision must be 1 or more, was " + revision);
    for (String id : actionsByRule.keySet()) {
      require(
          b.ruleSet.rule(id).isPresent(), "action for '" + id + "', which is no rule of the set");
      require(ruleSet.rule(id).isPresent(), "action for '" + id + "', which is off: enable it");
    }
    for (String kind : actionsByKind.keySet()) {
      require(hasKind(b.ruleSet, kind), "action for '" + kind + "', which is no kind of the set");
      require(hasKind(ruleSet, kind), "action for '" + kind + "', which is off: enable it");
    }
    restoreRules.forEach(rule -> rule.kinds().forEach(this::requireKindOfRestore));
    requireReplacements();
    this.digest = new Lazy<>(() -> PolicyDigest.of(this));
  }

  private void requireKindOfRestore(String kind) {
    require(hasKind(offered, kind), "restore of '" + kind + "', which is no kind of the set");
  }

  private void requireReplacements() {
    for (Map.Entry<String, Replacement> entry : replacementsByRule.entrySet()) {
      String id = entry.getKey();
      require(
          ruleSet.rule(id).isPresent(),
          "replacement for '" + id + "', which is no rule of the set");
      ruleSet.rule(id).ifPresent(rule -> requireSuitable(rule, entry.getValue()));
    }
    for (String kind : replacementsByKind.keySet()) {
      require(
          hasKind(ruleSet, kind), "replacement for '" + kind + "', which is no kind of the set");
    }
  }

  /** Fails if {@code replacement} is asked for the lines of a key and cannot stand for them. */
  static void requireSuitable(Rule rule, Replacement replacement) {
    require(
        !rule.findsLinesOfKeys() || replacement.suitsLines(),
        "rule '"
            + rule.id()
            + "' finds lines of keys, which only placeholder and shape can replace");
  }

  /**
   * Returns the shipped policy: all standard rules, each masked, anonymous callers refused. It is
   * read at the first call and kept while the JVM runs.
   */
  public static MaskingPolicy standard() {
    return STANDARD.get();
  }

  /**
   * Reads a policy file.
   *
   * @throws PolicyException if the file is not understood in full
   * @throws IOException if it cannot be read
   */
  public static MaskingPolicy load(Path file) throws IOException {
    return parse(file.toString(), Resources.read(file));
  }

  /**
   * Reads the text of a policy file; {@code sourceName} stands for it in messages.
   *
   * @throws PolicyException if the text is not understood in full
   */
  public static MaskingPolicy parse(String sourceName, byte[] yaml) {
    Objects.requireNonNull(sourceName, "sourceName");
    return PolicyReader.read(sourceName, Objects.requireNonNull(yaml, "yaml"));
  }

  /**
   * Returns a policy that is at least as strict as each of {@code policies}: for a caller to whom
   * several apply.
   *
   * <p>It has all rules of all of them, each with the strictest action and the replacement that
   * tells least; rules of one id that differ are all there, all but one under an id with a mark
   * behind it. It serves, restores and lets pass only what all of them do. Its name is made of
   * theirs, and its revision is the highest; neither these nor the digest depend on the order, and
   * a union of a policy with itself has its digest.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public static MaskingPolicy strictest(List<MaskingPolicy> policies) {
    return StrictestPolicy.of(policies);
  }

  /** Starts a policy that masks what {@code rules} find. */
  public static Builder builder(RuleSet rules) {
    return new Builder(Objects.requireNonNull(rules, "rules"));
  }

  /**
   * Starts a policy that begins as a copy of this one, for example to add rules to a policy file:
   *
   * <pre>{@code
   * policy.toBuilder().addRules(RuleSet.load(file)).build();
   * }</pre>
   */
  public Builder toBuilder() {
    Builder copy = new Builder(offered).name(name).revision(revision).limits(limits);
    copy.enabled.addAll(enabled);
    internalNames.forEach((key, names) -> names.forEach(n -> copy.internalName(key, n)));
    copy.actionsByRule.putAll(actionsByRule);
    copy.actionsByKind.putAll(actionsByKind);
    copy.replacementsByRule.putAll(replacementsByRule);
    copy.replacementsByKind.putAll(replacementsByKind);
    copy.defaultReplacement = defaultReplacement;
    copy.admitsAnonymousCallers = admitsAnonymousCallers;
    copy.binary = binary;
    copy.restoreRules.addAll(restoreRules);
    copy.passesWriteBack = passesWriteBack;
    copy.refusesUnknown = refusesUnknown;
    copy.actionsByRisk.putAll(actionsByRisk);
    copy.minConfidence = minConfidence;
    copy.profile = defaults.profile();
    copy.added.addAll(defaults.added());
    return copy;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the revision, which grows with each change of a policy; 1 or more. */
  public int revision() {
    return revision;
  }

  /**
   * Returns the SHA-256 of all that changes what the policy does, in lower-case hex. Name,
   * revision, and the description, source and order of rules are not part of it, so policies of
   * equal digest mask alike.
   */
  public String digest() {
    return digest.get();
  }

  /** Returns what the policy looks for: the rules that are on in its profile or that it enabled. */
  public RuleSet rules() {
    return ruleSet;
  }

  /**
   * Returns what is done about a finding of {@code rule}: its own action, else its kind's, else
   * {@link Action#MASK}.
   */
  public Action actionFor(Rule rule) {
    Action own = actionsByRule.get(rule.id());
    return own != null ? own : actionsByKind.getOrDefault(rule.kind(), Action.MASK);
  }

  /**
   * Returns what replaces a value that {@code rule} found: what is set for the rule, else for its
   * kind, else the policy's default, which is a placeholder if none is set. For the lines of a
   * private key it is a placeholder unless it is a shape.
   */
  public Replacement replacementFor(Rule rule) {
    Replacement own = replacementsByRule.get(rule.id());
    Replacement set =
        own != null ? own : replacementsByKind.getOrDefault(rule.kind(), defaultReplacement);
    boolean suits = !rule.findsLinesOfKeys() || set.suitsLines();
    return suits ? set : Replacement.placeholder();
  }

  /** Returns what replaces known secrets. */
  Replacement replacementForKnownSecrets() {
    return replacementsByKind.getOrDefault(KNOWN_SECRET_KIND, defaultReplacement);
  }

  /** Returns what can replace anything that this policy masks. */
  Set<Replacement> replacements() {
    Set<Replacement> all = new LinkedHashSet<>();
    all.add(replacementForKnownSecrets());
    all.add(defaultReplacement);
    all.add(Replacement.placeholder()); // of lines of keys, if the default does not suit them
    all.addAll(replacementsByKind.values());
    all.addAll(replacementsByRule.values());
    return all;
  }

  /**
   * Returns from which {@linkplain Finding#confidence() confidence} on findings are acted on, 1 to
   * 100; those below are reported as allowed.
   */
  public int minConfidence() {
    return minConfidence;
  }

  /** Returns the bounds of one masking call. */
  public Limits limits() {
    return limits;
  }

  /** Returns true if the policy explicitly serves callers that present no identity. */
  public boolean admitsAnonymousCallers() {
    return admitsAnonymousCallers;
  }

  /** Returns what is done with images, PDFs and other content in which no rule can look. */
  public BinaryAction binary() {
    return binary;
  }

  /**
   * Returns true if a request is refused that holds strings of which nothing says what they are;
   * otherwise they are scanned and masked like text.
   */
  public boolean refusesUnknown() {
    return refusesUnknown;
  }

  /** Returns what is done about an exchange that shows {@code risk}; it goes on unless set. */
  public Action actionFor(Risk risk) {
    return actionsByRisk.getOrDefault(risk, Action.ALLOW);
  }

  /** Returns true if something is done about a risk of requests, or about one of tool calls. */
  public boolean heedsRisks(boolean ofRequests) {
    return actionsByRisk.entrySet().stream()
        .anyMatch(e -> e.getKey().isOfRequest() == ofRequests && e.getValue() != Action.ALLOW);
  }

  /** Returns where values may be restored; nowhere if there is no rule. */
  public List<RestoreRule> restoreRules() {
    return restoreRules;
  }

  /**
   * Returns true if the policy explicitly lets placeholders be written into files, in place of the
   * values that they stand for.
   */
  public boolean passesWriteBack() {
    return passesWriteBack;
  }

  /**
   * Returns what is done about known secrets: the action of their kind, else {@link Action#MASK}.
   */
  Action actionForKnownSecrets() {
    return actionsByKind.getOrDefault(KNOWN_SECRET_KIND, Action.MASK);
  }

  /** Returns the rules of the builder's set that are on. */
  private static RuleSet enabled(Builder b, DefaultRules defaults) {
    for (String name : b.enabled) {
      require(isRuleOrKind(b.ruleSet, name), "'" + name + "' is no rule and no kind of the set");
    }
    b.internalNames.forEach(
        (detector, names) ->
            require(
                b.ruleSet.rules().stream().anyMatch(r -> r.uses(detector)),
                "internal names need a rule with detector '" + detector + "'"));
    List<Rule> on = new ArrayList<>();
    for (Rule rule : b.ruleSet.rules()) {
      if (defaults.include(rule) || b.switchesOn(rule)) {
        on.add(b.withInternalNames(rule));
      }
    }
    return RuleSet.ofSorted(on);
  }

  private static boolean isRuleOrKind(RuleSet rules, String name) {
    return rules.rules().stream().anyMatch(r -> r.id().equals(name) || r.kind().equals(name));
  }

  /** Fails unless {@code name} can be the name of a policy. */
  static void requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 of a-z, 0-9 and dashes, was " + Suggestion.shown(name));
    }
  }

  private static boolean isName(String name) {
    boolean known = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      known &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    return known && !name.isEmpty() && name.length() <= MAX_NAME_LENGTH;
  }

  /** Returns true if a policy over {@code rules} can name this kind. */
  static boolean hasKind(RuleSet rules, String kind) {
    return kind.equals(KNOWN_SECRET_KIND)
        || rules.rules().stream().anyMatch(rule -> rule.kind().equals(kind));
  }

  /** Returns name, revision and the first digits of the digest. */
  @Override
  public String toString() {
    return "MaskingPolicy["
        + name
        + " revision "
        + revision
        + ", "
        + digest().substring(0, 12)
        + "]";
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Collects a policy. Confined to one thread. */
  public static final class Builder {
    private RuleSet ruleSet;
    private final Map<String, Action> actionsByRule = new TreeMap<>();
    private final Map<String, Action> actionsByKind = new TreeMap<>();
    private final Map<String, Replacement> replacementsByRule = new TreeMap<>();
    private final Map<String, Replacement> replacementsByKind = new TreeMap<>();
    private Replacement defaultReplacement = Replacement.placeholder();
    private final Set<String> enabled = new HashSet<>();
    private final Map<String, List<String>> internalNames = new TreeMap<>();
    private String name = "unnamed";
    private int revision = 1;
    private int minConfidence = 1;
    private Profile profile = Profile.STANDARD;
    private final Set<String> added = new HashSet<>();
    private Limits limits = Limits.standard();
    private boolean admitsAnonymousCallers;
    private BinaryAction binary = BinaryAction.REFUSE;
    private final List<RestoreRule> restoreRules = new ArrayList<>();
    private boolean passesWriteBack;
    private boolean refusesUnknown;
    private final Map<Risk, Action> actionsByRisk = new EnumMap<>(Risk.class);

    private Builder(RuleSet ruleSet) {
      this.ruleSet = ruleSet;
    }

    /**
     * Has the policy look for what these rules find as well.
     *
     * @throws IllegalArgumentException if the policy has a rule of the same id
     */
    public Builder addRules(RuleSet rules) {
      this.ruleSet = ruleSet.plus(rules);
      rules.rules().forEach(rule -> added.add(rule.id()));
      return this;
    }

    /**
     * Chooses among the rules that the builder was started with; those of {@link #addRules} are not
     * concerned, nor those that are enabled. Default {@link Profile#STANDARD}.
     */
    public Builder profile(Profile value) {
      this.profile = Objects.requireNonNull(value, "profile");
      return this;
    }

    /** Names the policy with 1 to 64 of a-z, 0-9 and dashes; default {@code unnamed}. */
    public Builder name(String value) {
      this.name = Objects.requireNonNull(value, "name");
      return this;
    }

    /** Numbers this state of the policy, 1 or more; default 1. */
    public Builder revision(int value) {
      this.revision = value;
      return this;
    }

    /**
     * Switches on a rule that is off by default or in the profile, or all such rules of a kind.
     *
     * @param ruleOrKind the id of a rule, or a kind
     */
    public Builder enable(String ruleOrKind) {
      enabled.add(Objects.requireNonNull(ruleOrKind, "ruleOrKind"));
      return this;
    }

    /**
     * Has the names of hosts that end so found as internal, in addition to those that the rules
     * list. Switches these rules on.
     *
     * @param suffix the end of a host name, such as {@code corp.example}. A suffix of one label
     *     counts only where the text says that a host is meant
     * @throws IllegalArgumentException if it is not the end of a host name
     */
    public Builder internalSuffix(String suffix) {
      String unused = InternalHostDetector.keyword(Objects.requireNonNull(suffix, "suffix"));
      return internalName(LineDetectors.INTERNAL_HOST, suffix);
    }

    /**
     * Has the addresses of a network found as internal, in addition to those that the rules list.
     * Switches these rules on.
     *
     * @param cidr an address, a slash and a prefix length, such as {@code 203.0.113.0/24}
     * @throws IllegalArgumentException if it is not a network in that notation
     */
    public Builder internalNetwork(String cidr) {
      LineDetector unused = IpDetector.within(List.of(Objects.requireNonNull(cidr, "cidr")));
      return internalName(LineDetectors.INTERNAL_ADDRESS, cidr);
    }

    private Builder internalName(String detector, String name) {
      internalNames.computeIfAbsent(detector, none -> new ArrayList<>()).add(name);
      return this;
    }

    private Rule withInternalNames(Rule rule) {
      for (Map.Entry<String, List<String>> names : internalNames.entrySet()) {
        if (rule.uses(names.getKey())) {
          return rule.lookingAlsoFor(names.getValue());
        }
      }
      return rule;
    }

    private boolean switchesOn(Rule rule) {
      return enabled.contains(rule.id())
          || enabled.contains(rule.kind())
          || !internalNames.isEmpty() && internalNames.keySet().stream().anyMatch(rule::uses);
    }

    /** Sets the action for one rule, which counts more than the action for its kind. */
    public Builder actionForRule(String id, Action action) {
      actionsByRule.put(Objects.requireNonNull(id, "id"), Objects.requireNonNull(action, "action"));
      return this;
    }

    /** Sets the action for all rules of a kind that have none of their own. */
    public Builder actionForKind(String kind, Action action) {
      actionsByKind.put(
          Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(action, "action"));
      return this;
    }

    /** Sets what replaces the values of one rule, which counts more than that of its kind. */
    public Builder replacementForRule(String id, Replacement replacement) {
      replacementsByRule.put(
          Objects.requireNonNull(id, "id"), Objects.requireNonNull(replacement, "replacement"));
      return this;
    }

    /**
     * Sets what replaces the values of all rules of a kind that have none of their own; the kind of
     * known secrets is {@code known-secret}.
     */
    public Builder replacementForKind(String kind, Replacement replacement) {
      replacementsByKind.put(
          Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(replacement, "replacement"));
      return this;
    }

    /** Sets what replaces all other values; default {@link Replacement#placeholder()}. */
    public Builder defaultReplacement(Replacement replacement) {
      this.defaultReplacement = Objects.requireNonNull(replacement, "replacement");
      return this;
    }

    /**
     * Has only findings of at least this {@linkplain Finding#confidence() confidence} acted on, 1
     * to 100; those below are allowed and reported as such. Default 1: all.
     */
    public Builder minConfidence(int percent) {
      this.minConfidence = percent;
      return this;
    }

    /** Sets the bounds of one masking call; default {@link Limits#standard()}. */
    public Builder limits(Limits value) {
      this.limits = Objects.requireNonNull(value, "limits");
      return this;
    }

    /** Serves callers that present no identity, which are otherwise refused. */
    public Builder admitAnonymousCallers() {
      this.admitsAnonymousCallers = true;
      return this;
    }

    /**
     * Sets what is done about an exchange that shows {@code risk}.
     *
     * @throws IllegalArgumentException if the action is {@link Action#MASK}, which does nothing
     *     here
     */
    public Builder actionForRisk(Risk risk, Action action) {
      require(action != Action.MASK, "a risk is allowed, asked about or blocked, not masked");
      actionsByRisk.put(
          Objects.requireNonNull(risk, "risk"), Objects.requireNonNull(action, "action"));
      return this;
    }

    /** Adds a destination to which values may be restored; there is none by default. */
    public Builder restore(RestoreRule rule) {
      restoreRules.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /**
     * Refuses requests with fields and blocks that no field map lists, which are masked otherwise.
     */
    public Builder refuseUnknown() {
      this.refusesUnknown = true;
      return this;
    }

    /**
     * Lets tools write placeholders into files, which is otherwise refused because it replaces the
     * values there.
     */
    public Builder passWriteBack() {
      this.passesWriteBack = true;
      return this;
    }

    /**
     * Lets images, PDFs and other binary content leave unread, which is otherwise refused. This and
     * {@link #inspectBinary} exclude each other: the later call counts.
     */
    public Builder passBinary() {
      this.binary = BinaryAction.PASS;
      return this;
    }

    /**
     * Lets binary content leave if all its text can be read and holds nothing that the policy
     * masks; what nobody can read is refused.
     */
    public Builder inspectBinary() {
      this.binary = BinaryAction.INSPECT;
      return this;
    }

    /**
     * Returns the policy.
     *
     * @throws IllegalArgumentException if a name or number is out of range, an action, a
     *     replacement or {@link #enable} is for a rule or kind that the rule set does not have or
     *     that is off, or a replacement cannot stand for what the rule finds
     */
    public MaskingPolicy build() {
      return new MaskingPolicy(this);
    }
  }
}
