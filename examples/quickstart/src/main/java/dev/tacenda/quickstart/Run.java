package dev.tacenda.quickstart;

import com.anthropic.errors.AnthropicException;
import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.AuditReport;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.Verdict;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.ResponseRefusedException;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.testkit.LeakCheck;
import dev.tacenda.testkit.LeakReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run: scan the tree, send it, show the record, search what was sent. Confined to one thread.
 */
final class Run {
  private final Inputs inputs;
  private final String model;
  private final Shell shell;
  private final Report report;
  private final Wire wire = new Wire();

  Run(Inputs inputs, String model, Shell shell) {
    this.inputs = inputs;
    this.model = model;
    this.shell = shell;
    this.report = new Report(shell.out());
  }

  /** Reviews a tree of the user; what is searched for afterwards is what the masker found. */
  void reviewTree() throws QuickstartException {
    review(Map.of());
  }

  /** Reviews the sample; what is searched for afterwards is what was planted. */
  void reviewSample(Map<String, String> planted) throws QuickstartException {
    review(planted);
  }

  /** What was found, and why sending ended early if it did. */
  private record Sent(TreeScan scan, Optional<QuickstartException> failure) {}

  private void review(Map<String, String> planted) throws QuickstartException {
    try (Claude claude = Claude.of(shell.environment())) {
      report.intro(claude, inputs, planted.size());
      JsonlAuditSink audit = JsonlAuditSink.open(inputs.record());
      Sent sent;
      try (audit) {
        sent = scanAndSend(claude, audit);
      }
      Anchor anchor = audit.anchor();
      AuditReport chain = AuditVerifier.of(audit.path()).withAnchors(List.of(anchor)).verify();
      report.record(audit.path(), anchor, chain);
      LeakReport leaks =
          planted.isEmpty()
              ? leakCheck(claude, sent.scan().values(), "masked")
              : leakCheck(claude, planted, "planted");
      conclude(sent.failure(), chain, leaks);
    } catch (AuditException | IOException e) {
      throw new QuickstartException(
          ExitCode.AUDIT_FAILED, "cannot keep the audit record: " + e.getMessage());
    }
  }

  private Sent scanAndSend(Claude claude, JsonlAuditSink audit)
      throws IOException, QuickstartException {
    PlaceholderKey key = PlaceholderKey.readOrCreate(inputs.record().resolve("placeholder.key"));
    TreeScan scan =
        TreeScan.of(
            inputs.tree(),
            inputs.secrets(),
            known -> Masker.builder(inputs.policy(), key).knownSecrets(known).build(),
            shell.err());
    report.findings(scan);
    Review review = new Review(inputs.policy(), key, scan.secrets(), audit);
    try {
      review.send(claude.client(), new Conversation(model, wire, shell), Batch.of(scan.files()));
      return new Sent(scan, Optional.empty());
    } catch (RequestDeniedException e) {
      return failed(scan, ExitCode.DENIED, String.valueOf(e.getMessage()));
    } catch (AnthropicException | ResponseRefusedException | UncheckedIOException e) {
      return failed(scan, ExitCode.CALL_FAILED, claude.explain(e));
    }
  }

  private static Sent failed(TreeScan scan, ExitCode exitCode, String line) {
    return new Sent(scan, Optional.of(new QuickstartException(exitCode, line)));
  }

  private LeakReport leakCheck(Claude claude, Map<String, String> values, String kind) {
    if (values.isEmpty()) {
      LeakReport nothing = new LeakReport(0, 0, 0, Set.of(), List.of(), List.of());
      report.leakCheck(nothing, kind);
      return nothing;
    }
    LeakCheck check = LeakCheck.of(values);
    wire.search(check);
    claude.search(check);
    LeakReport leaks = check.report();
    report.leakCheck(leaks, kind);
    return leaks;
  }

  private void conclude(Optional<QuickstartException> failure, AuditReport chain, LeakReport leaks)
      throws QuickstartException {
    if (leaks.found() > 0 || !leaks.uninspected().isEmpty()) {
      throw new QuickstartException(
          ExitCode.LEAK,
          "what was sent holds values that should have been masked: "
              + String.join(", ", leaks.leakedNames())
              + String.join(", ", leaks.uninspected()));
    }
    if (chain.verdict() != Verdict.OK) {
      throw new QuickstartException(
          ExitCode.AUDIT_FAILED, "the audit record does not verify: " + chain.verdict());
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
