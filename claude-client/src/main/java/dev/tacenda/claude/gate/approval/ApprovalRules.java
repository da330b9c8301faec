package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may approve what, how many of them must, whose signatures count, and for how long. Everything
 * that is not said is denied. Immutable.
 *
 * <pre>{@code
 * ApprovalRules rules =
 *     ApprovalRules.builder(people)
 *         .person(NoteKey.parse("ada.example+..."))
 *         .person(NoteKey.parse("bob.example+..."))
 *         .rule(new ApproverRule("*", Set.of("*"), Set.of("ada", "bob"), 1))
 *         .build();
 * }</pre>
 */
@TrustedCode("Only what it says can be approved, and only by whom it says.")
public final class ApprovalRules {
  /** The longest that an approval past the rules lasts. */
  public static final Duration MAX_BREAK_GLASS = Duration.ofHours(1);

  private static final Duration MAX_VALIDITY = Duration.ofDays(30);
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);
  private static final int MAX_USES = 100;

  private final HumanIds humans;
  private final Map<NoteKey, KeyKind> keys;
  private final List<ApproverRule> rules;
  private final Duration maxValidity;
  private final Duration clockSkew;
  private final int maxUses;

  /** What a signature of a key says. */
  enum KeyKind {
    /** That its owner decided. */
    PERSON,
    /** That the people decided whom the note names: the service has verified them. */
    SERVICE,
    /** That its owner decided past the rules. */
    BREAK_GLASS
  }

  private ApprovalRules(Builder builder) {
    this.humans = builder.humans;
    this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(builder.keys));
    this.rules = List.copyOf(builder.rules);
    this.maxValidity = builder.maxValidity;
    this.clockSkew = builder.clockSkew;
    this.maxUses = builder.maxUses;
    rules.forEach(this::requireKnownPeople);
    keys.forEach(this::requireKnownOwner);
  }

  private void requireKnownPeople(ApproverRule rule) {
    Set<String> strangers = new TreeSet<>(rule.approvers());
    strangers.removeAll(humans.humans());
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException("rules name people who are not listed: " + strangers);
    }
  }

  private void requireKnownOwner(NoteKey key, KeyKind kind) {
    boolean human = humans.ofKey(key.name()).map(HumanIds.Somebody::isHuman).orElse(false);
    if (kind != KeyKind.SERVICE && !human) {
      throw new IllegalArgumentException("no person is listed with the id key:" + key.name());
    }
    if (kind == KeyKind.SERVICE && human) {
      throw new IllegalArgumentException("the key of a service is a person's: " + key.name());
    }
  }

  /**
   * Reads rules from a YAML file, whose form is in {@code design/approval.md}.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not as it must be; the message says what to mend
   */
  public static ApprovalRules load(Path file) throws IOException {
    return RulesFile.read(Files.readAllBytes(file));
  }

  /** Reads rules from the content of such a file; see {@link #load}. */
  public static ApprovalRules parse(byte[] yaml) {
    return RulesFile.read(yaml);
  }

  /** Starts rules about these people. */
  public static Builder builder(HumanIds humans) {
    return new Builder(humans);
  }

  HumanIds humans() {
    return humans;
  }

  Map<NoteKey, KeyKind> keys() {
    return keys;
  }

  Duration maxValidity() {
    return maxValidity;
  }

  Duration clockSkew() {
    return clockSkew;
  }

  int maxUses() {
    return maxUses;
  }

  /**
   * Returns the rules that an approval must meet, all of them: for each reason the first that is
   * about it. Empty if there is a reason that no rule is about.
   */
  Optional<List<ApproverRule>> about(ApprovalTerms terms) {
    List<ApproverRule> needed = new ArrayList<>();
    for (String reason : terms.askedFor()) {
      Optional<ApproverRule> first =
          rules.stream().filter(r -> r.isAbout(terms.policy().name(), reason)).findFirst();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      needed.add(first.get());
    }
    return Optional.of(needed).filter(list -> !list.isEmpty());
  }

  /** Returns how many people must approve. */
  static int quorum(List<ApproverRule> needed) {
    return needed.stream().mapToInt(ApproverRule::quorum).max().orElse(ApproverRule.MAX_QUORUM);
  }

  /** Returns how many people, keys and rules there are. */
  @Override
  public String toString() {
    return "ApprovalRules[" + humans + ", " + keys.size() + " keys, " + rules.size() + " rules]";
  }

  /** Collects rules. Confined to one thread. */
  public static final class Builder {
    private final HumanIds humans;
    private final Map<NoteKey, KeyKind> keys = new LinkedHashMap<>();
    private final List<ApproverRule> rules = new ArrayList<>();
    private Duration maxValidity = Duration.ofHours(8);
    private Duration clockSkew = Duration.ofSeconds(30);
    private int maxUses = 10;

    private Builder(HumanIds humans) {
      this.humans = Objects.requireNonNull(humans, "humans");
    }

    /** Adds the key of a person, whose id is {@code key:} and the name of the key. */
    public Builder person(NoteKey key) {
      return key(key, KeyKind.PERSON);
    }

    /** Adds the key of a service that signs what people decided whom it has verified itself. */
    public Builder service(NoteKey key) {
      return key(key, KeyKind.SERVICE);
    }

    /**
     * Adds a key for approvals past the rules: its owner approves alone whatever is asked for, but
     * nothing of their own, for an hour at most, and with a reason and a ticket.
     */
    public Builder breakGlass(NoteKey key) {
      return key(key, KeyKind.BREAK_GLASS);
    }

    private Builder key(NoteKey key, KeyKind kind) {
      if (keys.keySet().stream().anyMatch(each -> each.name().equals(key.name()))) {
        throw new IllegalArgumentException("the name of a key must be listed once: " + key.name());
      }
      keys.put(key, kind);
      return this;
    }

    /** Adds a rule; for each reason the first one counts that is about it. */
    public Builder rule(ApproverRule rule) {
      rules.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /** Sets how long an approval may be valid: up to 30 days; 8 hours by default. */
    public Builder maxValidity(Duration value) {
      maxValidity = require("maxValidity", value, Duration.ofMinutes(1), MAX_VALIDITY);
      return this;
    }

    /** Sets how far clocks may differ: up to 5 minutes; 30 seconds by default. */
    public Builder clockSkew(Duration value) {
      clockSkew = require("clockSkew", value, Duration.ZERO, MAX_SKEW);
      return this;
    }

    /** Sets how often one approval of one request may be used: 1 to 100; 10 by default. */
    public Builder maxUses(int value) {
      if (value < 1 || value > MAX_USES) {
        throw new IllegalArgumentException("maxUses must be in 1.." + MAX_USES + ", was " + value);
      }
      maxUses = value;
      return this;
    }

    private static Duration require(String name, Duration value, Duration min, Duration max) {
      if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            name + " must be in " + min + ".." + max + ", was " + value);
      }
      return value;
    }

    /**
     * Returns the rules.
     *
     * @throws IllegalArgumentException if a rule names a person, or a key belongs to one, who is
     *     not listed
     */
    public ApprovalRules build() {
      return new ApprovalRules(this);
    }
  }
}
