package dev.tacenda.claude;

import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.TrustedCode;
import java.util.SortedSet;
import java.util.TreeMap;

/** Makes the questions to approvers, bound to exactly what would go out. Immutable. */
@TrustedCode("An approval is bound to all that its request wants.")
final class ApprovalQuestions {
  private final String runId;
  private final Caller caller;
  private final PolicyChoice choice;
  private final Endpoint endpoint;

  ApprovalQuestions(String runId, Caller caller, PolicyChoice choice, Endpoint endpoint) {
    this.runId = runId;
    this.caller = caller;
    this.choice = choice;
    this.endpoint = endpoint;
  }

  /** Asks about a request, read anew from the bytes that would be sent. */
  ApprovalRequest about(RequestMask.Masked masked, SortedSet<String> askedFor) {
    ClaudeRequest request = masked.request();
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    String target = request.method() + " " + request.path() + query;
    return question(target, "", use(request), askedFor, masked.body());
  }

  private ApprovalTerms.Use use(ClaudeRequest request) {
    return switch (endpoint.request()) {
      case JSON, OPTIONAL_JSON -> RequestUse.of(request);
      case NONE, FILE_UPLOAD, CODE_UPLOAD, CREDENTIALS -> RequestUse.ofOther(request);
    };
  }

  /** Asks about a tool call of an answer. */
  ApprovalRequest about(String tool, SortedSet<String> askedFor, MaskResult input) {
    return question(operation(), tool, ApprovalTerms.Use.none(), askedFor, input);
  }

  private ApprovalRequest question(
      String target,
      String tool,
      ApprovalTerms.Use use,
      SortedSet<String> askedFor,
      MaskResult masked) {
    MaskingPolicy policy = choice.policy();
    ApprovalTerms terms =
        new ApprovalTerms(
            caller.issuer(),
            caller.subject(),
            runId,
            new ApprovalTerms.Policy(policy.name(), choice.revision(), policy.digest()),
            operation(),
            target,
            tool,
            use,
            askedFor,
            new TreeMap<>(masked.countsByRule()));
    return new ApprovalRequest(caller, terms, masked);
  }

  private String operation() {
    return endpoint.method() + " " + endpoint.pattern();
  }
}
