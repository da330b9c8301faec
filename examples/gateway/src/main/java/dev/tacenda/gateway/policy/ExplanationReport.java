package dev.tacenda.gateway.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.policy.Explanation;
import dev.tacenda.claude.gate.policy.Explanation.ExceptionReport;
import dev.tacenda.claude.gate.policy.Explanation.RuleReport;
import dev.tacenda.claude.gate.policy.PolicySet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation, for people and for programs. */
final class ExplanationReport {
  private final Explanation explanation;
  private final PolicySet set;

  ExplanationReport(Explanation explanation, PolicySet set) {
    this.explanation = explanation;
    this.set = set;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("outcome    " + outcome());
    explanation.rules().forEach(rule -> lines.add("rule       " + line(rule)));
    lines.add("groups     " + names(explanation.groups()));
    lines.add("policies   " + names(explanation.policies()));
    explanation.exceptions().forEach(each -> lines.add("exception  " + line(each)));
    Optional<PolicyChoice> choice = explanation.choice();
    choice.ifPresent(
        each ->
            lines.add("in force   " + each.policy().name() + ", digest " + each.policy().digest()));
    lines.add("revision   " + set.revision() + ", digest " + set.digest());
    lines.add("");
    lines.addAll(explanation.reasons());
    return lines;
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private String outcome() {
    return word(explanation.outcome().name());
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String line(RuleReport rule) {
    String place = rule.rule() + " (" + PolicySet.SELECTION_FILE + ":" + rule.line() + ")";
    if (!rule.applies()) {
      return place + " does not apply: not met by " + String.join(", ", rule.unmet());
    }
    String by = rule.conditions().isEmpty() ? "to each" : "by " + names(rule.conditions());
    String gives = rule.denies() ? "refuses" : "gives " + names(rule.groups());
    return place + " applies " + by + ", " + gives;
  }

  private static String line(ExceptionReport exception) {
    return exception.target()
        + " is "
        + word(exception.action().name())
        + " for group "
        + exception.group()
        + " until "
        + exception.until()
        + " ("
        + PolicySet.SELECTION_FILE
        + ":"
        + exception.line()
        + "): "
        + exception.reason();
  }

  /** Writes the fields of the report. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("outcome", outcome());
    json.writeBooleanField("denied", explanation.outcome().isDenied());
    json.writeArrayFieldStart("rules");
    for (RuleReport rule : explanation.rules()) {
      json.writeStartObject();
      json.writeStringField("rule", rule.rule());
      json.writeNumberField("line", rule.line());
      json.writeBooleanField("applies", rule.applies());
      array(json, "conditions", rule.conditions());
      array(json, "unmet", rule.unmet());
      array(json, "groups", rule.groups());
      json.writeBooleanField("denies", rule.denies());
      json.writeEndObject();
    }
    json.writeEndArray();
    array(json, "groups", explanation.groups());
    array(json, "policies", explanation.policies());
    exceptions(json);
    Optional<PolicyChoice> choice = explanation.choice();
    if (choice.isPresent()) {
      json.writeStringField("policyDigest", choice.get().policy().digest());
    }
    json.writeNumberField("revision", set.revision());
    json.writeStringField("digest", set.digest());
    array(json, "reasons", explanation.reasons());
  }

  private void exceptions(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("exceptions");
    for (ExceptionReport exception : explanation.exceptions()) {
      json.writeStartObject();
      json.writeNumberField("line", exception.line());
      json.writeStringField("group", exception.group());
      json.writeStringField("target", exception.target());
      json.writeStringField("action", word(exception.action().name()));
      json.writeStringField("until", exception.until().toString());
      json.writeStringField("reason", exception.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void array(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
