package dev.tacenda.mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
  private static final Lazy<MaskingPolicy> STANDARD =
      new Lazy<>(() -> builder(RuleSet.standard()).name("standard").build());

  private final String name;
  private final int revision;
  private final RuleChoice choice;
  private final RuleSet rules;
  private final Treatment treatment;
  private final int minConfidence;
  private final Limits limits;
  private final TrafficSettings traffic;
  private final Set<String> kindsOfParts;
  private final Lazy<String> digest;

  private MaskingPolicy(Builder b) {
    this.name = b.name;
    this.revision = b.revision;
    this.choice = b.choice.copy();
    this.rules = choice.on();
    this.treatment = b.treatment.build();
    this.minConfidence = b.minConfidence;
    this.limits = b.limits;
    this.traffic = b.traffic;
    this.kindsOfParts = Set.copyOf(b.kindsOfParts);
    PolicyName.require(name);
    require(
        minConfidence >= 1 && minConfidence <= Label.MAX_CONFIDENCE,
        "minConfidence must be in 1..100, was " + minConfidence);
    require(revision > 0, "revision must be 1 or more, was " + revision);
    treatment.requireFor(choice.offered(), rules);
    traffic.restoreRules().forEach(rule -> rule.kinds().forEach(this::requireKindOfRestore));
    this.digest = new Lazy<>(() -> PolicyDigest.of(this));
  }

  private void requireKindOfRestore(String kind) {
    require(
        Treatment.hasKind(choice.offered(), kind) || kindsOfParts.contains(kind),
        "restore of '" + kind + "', which is no kind of the set");
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
   * several apply. Of one policy it is that policy.
   *
   * <p>It has all rules of all of them, each with the strictest action and the replacement that
   * tells least; rules of one id that differ are all there, all but one under an id with a mark
   * behind it. It serves, restores and lets pass only what all of them do, acts on findings as
   * unsure as any of them does, and has the smallest of each limit. Its name is made of theirs, and
   * its revision is the highest. Nothing of it depends on the order of the policies, and a union of
   * a policy with itself has the digest of that policy.
   *
   * @throws IllegalArgumentException if there is no policy, or their restore rules make more than
   *     1,024
   */
  public static MaskingPolicy strictest(List<MaskingPolicy> policies) {
    return StrictestPolicy.of(policies);
  }

  /** Starts a policy that masks what {@code rules} find. */
  public static Builder builder(RuleSet rules) {
    return new Builder(new RuleChoice(Objects.requireNonNull(rules, "rules")));
  }

  /**
   * Starts a policy that begins as a copy of this one, for example to add rules to a policy file:
   *
   * <pre>{@code
   * policy.toBuilder().addRules(RuleSet.load(file)).build();
   * }</pre>
   */
  public Builder toBuilder() {
    Builder copy = new Builder(choice.copy());
    copy.treatment = treatment.toBuilder();
    copy.kindsOfParts.addAll(kindsOfParts);
    return copy.name(name)
        .revision(revision)
        .minConfidence(minConfidence)
        .limits(limits)
        .traffic(traffic);
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
    return rules;
  }

  /**
   * Returns what is done about a finding of {@code rule}: its own action, else its kind's, else
   * {@link Action#MASK}.
   */
  public Action actionFor(Rule rule) {
    return treatment.actionFor(rule);
  }

  /**
   * Returns what replaces a value that {@code rule} found: what is set for the rule, else for its
   * kind, else the policy's default, which is a placeholder if none is set. For the lines of a
   * private key it is a placeholder unless it is a shape.
   */
  public Replacement replacementFor(Rule rule) {
    return treatment.replacementFor(rule);
  }

  /** What is done about each finding. */
  Treatment treatment() {
    return treatment;
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

  /** Returns what is said about exchanges as such. */
  public TrafficSettings traffic() {
    return traffic;
  }

  /** Returns the kinds that restore rules can name. */
  Set<String> kinds() {
    Set<String> kinds = new HashSet<>(kindsOfParts);
    choice.offered().rules().forEach(rule -> kinds.add(rule.kind()));
    return kinds;
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
    private final RuleChoice choice;
    private Treatment.Builder treatment = new Treatment.Builder();
    private String name = "unnamed";
    private int revision = 1;
    private int minConfidence = 1;
    private Limits limits = Limits.standard();
    private TrafficSettings traffic = TrafficSettings.standard();
    private final Set<String> kindsOfParts = new HashSet<>();

    private Builder(RuleChoice choice) {
      this.choice = choice;
    }

    /**
     * Has the policy look for what these rules find as well.
     *
     * @throws IllegalArgumentException if the policy has a rule of the same id
     */
    public Builder addRules(RuleSet rules) {
      choice.add(rules);
      return this;
    }

    /**
     * Chooses among the rules that the builder was started with; those of {@link #addRules} are not
     * concerned, nor those that are enabled. Default {@link Profile#STANDARD}.
     */
    public Builder profile(Profile value) {
      choice.profile(value);
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
      choice.enable(ruleOrKind);
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
      choice.internalSuffix(suffix);
      return this;
    }

    /**
     * Has the addresses of a network found as internal, in addition to those that the rules list.
     * Switches these rules on.
     *
     * @param cidr an address, a slash and a prefix length, such as {@code 203.0.113.0/24}
     * @throws IllegalArgumentException if it is not a network in that notation
     */
    public Builder internalNetwork(String cidr) {
      choice.internalNetwork(cidr);
      return this;
    }

    /** Sets the action for one rule, which counts more than the action for its kind. */
    public Builder actionForRule(String id, Action action) {
      treatment.actionForRule(id, action);
      return this;
    }

    /** Sets the action for all rules of a kind that have none of their own. */
    public Builder actionForKind(String kind, Action action) {
      treatment.actionForKind(kind, action);
      return this;
    }

    /** Sets what replaces the values of one rule, which counts more than that of its kind. */
    public Builder replacementForRule(String id, Replacement replacement) {
      treatment.replacementForRule(id, replacement);
      return this;
    }

    /**
     * Sets what replaces the values of all rules of a kind that have none of their own; the kind of
     * known secrets is {@code known-secret}.
     */
    public Builder replacementForKind(String kind, Replacement replacement) {
      treatment.replacementForKind(kind, replacement);
      return this;
    }

    /** Sets what replaces all other values; default {@link Replacement#placeholder()}. */
    public Builder defaultReplacement(Replacement replacement) {
      treatment.defaultReplacement(replacement);
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

    /** Sets what is said about exchanges as such; default {@link TrafficSettings#standard()}. */
    public Builder traffic(TrafficSettings value) {
      this.traffic = Objects.requireNonNull(value, "traffic");
      return this;
    }

    /** Lets restore rules name kinds of which the policy may have no rule. */
    Builder alsoOfKinds(Set<String> kinds) {
      kindsOfParts.addAll(kinds);
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
