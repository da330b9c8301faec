package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a policy says about exchanges as such, beside what is found in them: who is served, what
 * passes that no rule can look into, what is done about risks, and where values come back.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * MaskingPolicy.builder(RuleSet.standard())
 *     .traffic(TrafficSettings.builder().inspectBinary().build())
 *     .build();
 * }</pre>
 *
 * <p>Whatever is not set is denied, refused or not done, but for risks and unknown fields: those go
 * on, and these are masked.
 */
public final class TrafficSettings {
  private static final TrafficSettings STANDARD = builder().build();

  private final boolean admitsAnonymousCallers;
  private final BinaryAction binary;
  private final boolean refusesUnknown;
  private final boolean passesWriteBack;
  private final Map<Risk, Action> actionsByRisk;
  private final List<RestoreRule> restoreRules;

  private TrafficSettings(Builder b) {
    this.admitsAnonymousCallers = b.admitsAnonymousCallers;
    this.binary = b.binary;
    this.refusesUnknown = b.refusesUnknown;
    this.passesWriteBack = b.passesWriteBack;
    this.actionsByRisk = Map.copyOf(b.actionsByRisk);
    this.restoreRules = List.copyOf(b.restoreRules);
  }

  /** Returns what counts if a policy says nothing. */
  public static TrafficSettings standard() {
    return STANDARD;
  }

  /** Starts settings of which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts settings that begin as a copy of these. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.admitsAnonymousCallers = admitsAnonymousCallers;
    copy.binary = binary;
    copy.refusesUnknown = refusesUnknown;
    copy.passesWriteBack = passesWriteBack;
    copy.actionsByRisk.putAll(actionsByRisk);
    copy.restoreRules.addAll(restoreRules);
    return copy;
  }

  /**
   * Returns settings that let pass, serve and restore what both do, and are as strict about each
   * risk as the stricter of them.
   */
  @TrustedCode("What one of the settings refuses, holds or keeps masked, so does the result.")
  TrafficSettings strictest(TrafficSettings other) {
    Builder both = new Builder();
    both.admitsAnonymousCallers = admitsAnonymousCallers && other.admitsAnonymousCallers;
    both.binary = binary.compareTo(other.binary) >= 0 ? binary : other.binary;
    both.refusesUnknown = refusesUnknown || other.refusesUnknown;
    both.passesWriteBack = passesWriteBack && other.passesWriteBack;
    for (Risk risk : Risk.values()) {
      both.actionsByRisk.put(risk, actionFor(risk).strictest(other.actionFor(risk)));
    }
    both.restoreRules.addAll(RestoreRules.inBoth(restoreRules, other.restoreRules));
    return both.build();
  }

  /** Returns true if callers that present no identity are explicitly served. */
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

  /**
   * Returns true if placeholders may explicitly be written into files, in place of the values that
   * they stand for.
   */
  public boolean passesWriteBack() {
    return passesWriteBack;
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

  /** Says what passes and how many risks and destinations are named. */
  @Override
  public String toString() {
    return "TrafficSettings[binary "
        + binary.word()
        + ", "
        + actionsByRisk.size()
        + " risks, "
        + restoreRules.size()
        + " restore rules]";
  }

  /** Collects settings. Confined to one thread. */
  public static final class Builder {
    private boolean admitsAnonymousCallers;
    private BinaryAction binary = BinaryAction.REFUSE;
    private boolean refusesUnknown;
    private boolean passesWriteBack;
    private final Map<Risk, Action> actionsByRisk = new EnumMap<>(Risk.class);
    private final List<RestoreRule> restoreRules = new ArrayList<>();

    private Builder() {}

    /** Serves callers that present no identity, which are otherwise refused. */
    public Builder admitAnonymousCallers() {
      this.admitsAnonymousCallers = true;
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
     * Sets what is done about an exchange that shows {@code risk}.
     *
     * @throws IllegalArgumentException if the action is {@link Action#MASK}, which does nothing
     *     here
     */
    public Builder actionForRisk(Risk risk, Action action) {
      if (action == Action.MASK) {
        throw new IllegalArgumentException("a risk is allowed, asked about or blocked, not masked");
      }
      actionsByRisk.put(
          Objects.requireNonNull(risk, "risk"), Objects.requireNonNull(action, "action"));
      return this;
    }

    /** Adds a destination to which values may be restored; there is none by default. */
    public Builder restore(RestoreRule rule) {
      restoreRules.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /** Returns the settings. */
    public TrafficSettings build() {
      return new TrafficSettings(this);
    }
  }
}
