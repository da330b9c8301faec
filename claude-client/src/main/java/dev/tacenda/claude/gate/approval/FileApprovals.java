package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks by files in a folder: a question shows exactly the masked bytes, a decision is a signed
 * note. Needs no network, and works across processes: a job that is tried again finds the question
 * it asked and what became of it. {@code tacenda approvals} shows and decides.
 *
 * <pre>{@code
 * ApprovalGate gate =
 *     FileApprovals.builder(Path.of(".tacenda/approvals"), ApprovalRules.load(rulesFile))
 *         .asksFor(ApprovalScope.envelope(40, 200_000, 30))
 *         .waitAtMost(Duration.ofMinutes(20))
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe. Blocks while people decide; an interrupt is a no, and leaves the flag set.
 */
public final class FileApprovals implements ApprovalGate {
  private final ApprovalDesk desk;
  private final ApprovalDirectory directory;

  private FileApprovals(ApprovalDirectory directory, ApprovalDesk desk) {
    this.directory = directory;
    this.desk = desk;
  }

  /**
   * Starts a gate.
   *
   * @param folder where questions and decisions are; created if need be, for this user only
   * @param rules whose decisions count
   */
  public static Builder builder(Path folder, ApprovalRules rules) {
    return new Builder(folder, rules);
  }

  @Override
  public ApprovalAnswer decide(ApprovalRequest request, Consumer<String> asked) {
    return desk.decide(request, asked);
  }

  /** Names the folder. */
  @Override
  public String toString() {
    return "FileApprovals[" + directory + "]";
  }

  /** Collects settings. Confined to one thread. */
  public static final class Builder {
    private final Path folder;
    private final ApprovalRules rules;
    private ApprovalDirectory.RateLimit rateLimit = ApprovalDirectory.RateLimit.standard();
    private DeskSettings settings = DeskSettings.standard();

    private Builder(Path folder, ApprovalRules rules) {
      this.folder = Objects.requireNonNull(folder, "folder");
      this.rules = Objects.requireNonNull(rules, "rules");
    }

    /** Sets what is asked for; an exact approval by default. Approvers may give less. */
    public Builder asksFor(ApprovalScope scope) {
      settings = settings.scope(scope);
      return this;
    }

    /**
     * Denies at once what is outside of an approved conversation. By default people are asked about
     * it.
     */
    public Builder denyOutside() {
      settings = settings.denyingOutside();
      return this;
    }

    /** Sets how long people have: up to 24 hours; 10 minutes by default, and then it is a no. */
    public Builder waitAtMost(Duration time) {
      settings = settings.waitAtMost(time);
      return this;
    }

    /** Sets how often to look: 50 milliseconds to a minute; 2 seconds by default. */
    public Builder pollEvery(Duration time) {
      settings = settings.pollEvery(time);
      return this;
    }

    /** Sets how many new questions a caller may ask; 20 in an hour by default. */
    public Builder rateLimit(ApprovalDirectory.RateLimit limit) {
      rateLimit = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** Sets what time it is, how to wait, and what spreads the times to look. */
    public Builder time(Clock clock, Sleeper sleeper, RandomGenerator random) {
      settings = settings.time(clock, sleeper, random);
      return this;
    }

    /**
     * Returns the gate.
     *
     * @throws StoreException if the folder cannot be used, or others could write to it
     */
    public FileApprovals build() throws StoreException {
      ApprovalDirectory directory = ApprovalDirectory.open(folder, settings.clock(), rateLimit);
      return new FileApprovals(directory, new ApprovalDesk(directory, rules, settings));
    }
  }
}
