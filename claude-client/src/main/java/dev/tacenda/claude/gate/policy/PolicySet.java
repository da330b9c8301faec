package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Policies, and the rules that say which of them apply to a caller: what one revision of the policy
 * files of an organisation means. Immutable and thread-safe; {@link #select} reads nothing but the
 * caller and the clock.
 *
 * <pre>{@code
 * PolicySet policies =
 *     PolicySet.compiler().revision(7).compile(
 *         Map.of("selection.yaml", selection, "builds.yaml", builds));
 * TrafficGuard.builder(policies, key, sink)...
 * }</pre>
 *
 * <p>A caller in several groups gets the {@linkplain MaskingPolicy#strictest strictest} of all
 * their policies. One to whom no rule applies gets what the file says under {@code unknown}, and
 * nothing if it says nothing. Exceptions end by the clock, without anything being loaded again.
 */
@TrustedCode("A caller gets a policy only by rules whose conditions it meets, and all of theirs.")
public final class PolicySet implements PolicySelector {
  /** The file that says who gets which policy. */
  public static final String SELECTION_FILE = SelectionReader.FILE;

  private final Selection selection;
  private final Map<String, MaskingPolicy> policies;
  private final long revision;
  private final String digest;
  private final List<String> warnings;
  private final Clock clock;
  private final PolicyUnions unions;

  PolicySet(
      Selection selection,
      Map<String, MaskingPolicy> policies,
      long revision,
      List<String> warnings,
      Clock clock) {
    this.selection = selection;
    this.policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    this.unions = new PolicyUnions(this.policies);
    this.revision = revision;
    this.warnings = List.copyOf(warnings);
    this.clock = clock;
    this.digest = digest(selection, policies);
  }

  /**
   * Returns the set that these files make, as revision 1.
   *
   * @param files by name; one is {@link #SELECTION_FILE}
   * @throws PolicyException if one of them is not understood in full
   */
  public static PolicySet compile(Map<String, byte[]> files) {
    return compiler().compile(files);
  }

  /** Starts a set with a revision, a clock, or files in formats of others. */
  public static Compiler compiler() {
    return new Compiler();
  }

  @Override
  public Optional<PolicyChoice> select(Caller caller) {
    return explain(caller).choice();
  }

  /** Returns which policy {@code caller} gets now, if any, and every step that leads there. */
  public Explanation explain(Caller caller) {
    Instant now = clock.instant();
    return new Explaining(this, Objects.requireNonNull(caller, "caller"), now).run();
  }

  /** Returns the revision of the files. */
  public long revision() {
    return revision;
  }

  /**
   * Returns the SHA-256 of all that changes who gets what, in lower-case hex: the rules, groups and
   * exceptions, and the names, revisions and digests of the policies. The revision of the set is
   * not part of it, so files that are published again under a higher one keep their digest.
   */
  public String digest() {
    return digest;
  }

  /** Returns the policies by name, in the order of the selection file. */
  public Map<String, MaskingPolicy> policies() {
    return policies;
  }

  /** Returns how the set is rolled out while another one is in force, if its file says so. */
  public Optional<Rollout> rollout() {
    return selection.optionalRollout();
  }

  /** Returns what is probably not meant, as {@code file:line:column: what; what to do}. */
  public List<String> warnings() {
    return warnings;
  }

  Selection selection() {
    return selection;
  }

  PolicyUnions unions() {
    return unions;
  }

  private static String digest(Selection selection, Map<String, MaskingPolicy> policies) {
    Sha256Parts digest = Sha256Parts.begin("tacenda-policy-set-digest 1");
    selection.digest(digest);
    new TreeMap<>(policies)
        .forEach(
            (name, policy) -> digest.texts(List.of(name, "" + policy.revision(), policy.digest())));
    return digest.hex();
  }

  /** Returns how much is in it, and which it is. */
  @Override
  public String toString() {
    return "PolicySet[revision "
        + revision
        + ", "
        + policies.size()
        + " policies, "
        + digest.substring(0, 12)
        + "]";
  }

  /** Collects what a {@link PolicySet} is made with. Confined to one thread. */
  public static final class Compiler {
    long revision = 1;
    Clock clock = Clock.systemUTC();
    final Map<String, RuleFileLoader> loaders = new HashMap<>();

    private Compiler() {}

    /**
     * Numbers the files; default 1.
     *
     * @throws IllegalArgumentException if it is not 1 or more
     */
    public Compiler revision(long value) {
      if (value < 1) {
        throw new IllegalArgumentException("revision must be 1 or more, was " + value);
      }
      this.revision = value;
      return this;
    }

    /** Sets the clock by which exceptions end; the system's unless set. */
    public Compiler clock(Clock source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Has files with an ending read as rules, as base or addition of a policy.
     *
     * @param ending with its dot, for example {@code .toml}; not that of YAML files
     * @throws IllegalArgumentException if there is one for the ending, or it is none
     */
    public Compiler ruleFiles(String ending, RuleFileLoader loader) {
      if (!isEnding(ending) || ending.equals(".yaml") || ending.equals(".yml")) {
        throw new IllegalArgumentException(
            "ending must be a dot and 1 to 16 of a-z and 0-9, and not that of YAML");
      }
      if (loaders.putIfAbsent(ending, Objects.requireNonNull(loader, "loader")) != null) {
        throw new IllegalArgumentException("there is a loader for '" + ending + "'");
      }
      return this;
    }

    private static boolean isEnding(String ending) {
      return ending.startsWith(".")
          && ending.length() >= 2
          && ending.length() <= 17
          && ending.chars().skip(1).allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }

    /**
     * Returns the set that these files make.
     *
     * @param files by name, up to 256 of 16 MiB together; one is {@link #SELECTION_FILE}
     * @throws PolicyException if one of them is not understood in full
     */
    public PolicySet compile(Map<String, byte[]> files) {
      return new SetCompilation(this, Objects.requireNonNull(files, "files")).run();
    }
  }
}
