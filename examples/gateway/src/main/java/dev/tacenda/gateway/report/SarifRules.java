package dev.tacenda.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.Severity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules of a policy as the {@code tool} of a SARIF run. */
final class SarifRules {
  private static final String HOME = "https://tacenda.dev";

  private final Map<String, Descriptor> byId = new LinkedHashMap<>();

  private record Descriptor(
      int index, String title, String source, String kind, Severity severity) {}

  SarifRules(RuleSet rules) {
    for (Rule rule : rules.rules()) {
      add(rule.id(), rule.description(), rule.source(), rule.kind(), rule.severity());
    }
    // Not a rule of any file: what the process is known to hold.
    add("known-secret", "Known secret", HOME, "known-secret", Severity.CRITICAL);
  }

  private void add(String id, String title, String source, String kind, Severity severity) {
    byId.putIfAbsent(id, new Descriptor(byId.size(), title, source, kind, severity));
  }

  String title(String id) {
    Descriptor rule = byId.get(id);
    return rule == null ? id : rule.title();
  }

  void writeReference(JsonGenerator json, String id) throws IOException {
    json.writeStringField("ruleId", id);
    Descriptor rule = byId.get(id);
    if (rule != null) {
      json.writeNumberField("ruleIndex", rule.index());
      json.writeStringField("level", level(rule.severity()));
    }
  }

  void writeTool(JsonGenerator json, String version) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "tacenda");
    json.writeStringField("version", version);
    json.writeStringField("informationUri", HOME);
    json.writeArrayFieldStart("rules");
    for (Map.Entry<String, Descriptor> entry : byId.entrySet()) {
      write(json, entry.getKey(), entry.getValue());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String id, Descriptor rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    text(json, "shortDescription", rule.title());
    if (isUri(rule.source())) {
      json.writeStringField("helpUri", rule.source());
    } else {
      text(json, "help", rule.source());
    }
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(rule.severity()));
    json.writeEndObject();
    properties(json, rule);
    json.writeEndObject();
  }

  private static void properties(JsonGenerator json, Descriptor rule) throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeStringField("security-severity", score(rule.severity()));
    json.writeArrayFieldStart("tags");
    json.writeString("security");
    json.writeString(rule.kind());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static boolean isUri(String source) {
    return source.startsWith("https://") && source.indexOf(' ') < 0;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  /** The scale of CVSS, in which code scanning sorts. */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.0";
      case LOW -> "2.0";
    };
  }
}
