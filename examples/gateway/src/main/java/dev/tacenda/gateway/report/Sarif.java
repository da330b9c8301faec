package dev.tacenda.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskingPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SARIF 2.1.0 log, as code scanning and editors read it. Results hold places and rules, but no
 * snippet and no value, because such logs are uploaded.
 */
public final class Sarif implements Report {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final OutputStream out;
  private final JsonGenerator json;
  private final SarifRules rules;
  private final List<Problem> problems = new ArrayList<>();

  private record Problem(String path, String line) {}

  /**
   * Begins the log.
   *
   * @param out is not closed
   * @param policy its rules are described in the log
   * @param version of this program
   */
  public Sarif(OutputStream out, MaskingPolicy policy, String version) throws IOException {
    this.out = out;
    this.json = JsonOutput.of(out);
    this.rules = new SarifRules(policy.rules());
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    rules.writeTool(json, version);
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
  }

  @Override
  public void file(String path, List<LocatedFinding> findings) throws IOException {
    for (LocatedFinding located : findings) {
      result(path, located);
    }
    json.flush();
  }

  private void result(String path, LocatedFinding located) throws IOException {
    Finding finding = located.finding();
    json.writeStartObject();
    rules.writeReference(json, finding.ruleId());
    message(
        rules.title(finding.ruleId()) + " (" + finding.kind() + "): " + words(finding.action()));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    artifact(path);
    region(located);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (finding.action() == Action.ALLOW) {
      suppression();
    }
    json.writeEndObject();
  }

  private static String words(Action action) {
    return "the policy says " + action.name().toLowerCase(Locale.ROOT);
  }

  private void message(String text) throws IOException {
    json.writeObjectFieldStart("message");
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private void artifact(String path) throws IOException {
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", SarifUri.of(path));
    json.writeEndObject();
  }

  private void region(LocatedFinding located) throws IOException {
    Finding finding = located.finding();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", located.start().line());
    json.writeNumberField("startColumn", located.start().column());
    json.writeNumberField("endLine", located.end().line());
    json.writeNumberField("endColumn", located.end().column());
    json.writeNumberField("byteOffset", finding.start());
    json.writeNumberField("byteLength", finding.end() - finding.start());
    json.writeEndObject();
  }

  private void suppression() throws IOException {
    json.writeArrayFieldStart("suppressions");
    json.writeStartObject();
    json.writeStringField("kind", "external");
    json.writeStringField("justification", "allowed by the policy");
    json.writeEndObject();
    json.writeEndArray();
  }

  @Override
  public void problem(String path, String line) {
    problems.add(new Problem(path, line));
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", problems.isEmpty());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Problem problem : problems) {
      notification(problem);
    }
    json.close(); // ends what is open
    out.write('\n');
    out.flush();
  }

  private void notification(Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("level", "error");
    message(problem.line());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    artifact(problem.path());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}
