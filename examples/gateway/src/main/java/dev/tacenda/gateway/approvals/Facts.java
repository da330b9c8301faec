package dev.tacenda.gateway.approvals;

import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people are told about a question beside its content, by heading. */
final class Facts {
  private Facts() {}

  /** Returns the facts in the order in which they matter; those that say nothing are left out. */
  static Map<String, String> of(ApprovalQuestion question) {
    ApprovalTerms terms = question.terms();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("asks for", scope(question.scope()));
    facts.put("because of", list(terms.askedFor()));
    facts.put("outside of an approval", question.asked().outside());
    facts.put("tool call", terms.tool());
    facts.put("requester", question.asked().requester());
    facts.put("caller", terms.subject() + " (" + terms.issuer() + ")");
    facts.put("run", terms.runId());
    facts.put("sent to", terms.target());
    facts.put("models", list(terms.use().models()));
    facts.put("tools", list(terms.use().tools()));
    facts.put("MCP servers", list(terms.use().mcpUrls()));
    facts.put("features", list(terms.use().features()));
    long tokens = terms.use().maxOutputTokens();
    facts.put("output tokens", tokens < 0 ? "no limit said" : "up to " + tokens);
    facts.put("masked", terms.counts().isEmpty() ? "nothing" : counts(terms.counts()));
    facts.put("policy", terms.policy().name() + ", revision " + terms.policy().revision());
    facts.put("policy digest", terms.policy().digest());
    facts.put("people needed", Integer.toString(question.asked().quorum()));
    facts.put("asked again", question.again() == 0 ? "" : question.again() + " used up before");
    facts.put("created", question.asked().created().toString());
    facts.put("id", question.id());
    facts.put("digest", question.digest());
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  static String scope(ApprovalScope scope) {
    if (!scope.isEnvelope()) {
      return "this request";
    }
    return "this conversation: up to "
        + scope.requests()
        + " requests, "
        + scope.outputTokens()
        + " output tokens by max_tokens, "
        + scope.minutes()
        + " minutes";
  }

  private static String list(Collection<String> texts) {
    return String.join(", ", texts);
  }

  private static String counts(Map<String, Integer> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (rule, count) ->
            text.append(text.length() == 0 ? "" : ", ").append(rule).append(" ").append(count));
    return text.toString();
  }
}
