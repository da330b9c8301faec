package dev.tacenda.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.mask.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** One JSON object a line for each finding. */
public final class JsonLines implements Report {
  private final OutputStream out;
  private final JsonGenerator json;

  /** Prints to {@code out}, which is not closed. */
  public JsonLines(OutputStream out) throws IOException {
    this.out = out;
    this.json = JsonOutput.of(out);
  }

  @Override
  public void file(String path, List<LocatedFinding> findings) throws IOException {
    for (LocatedFinding located : findings) {
      write(path, located);
      json.flush();
      out.write('\n');
    }
  }

  private void write(String path, LocatedFinding located) throws IOException {
    Finding finding = located.finding();
    json.writeStartObject();
    json.writeStringField("path", path);
    json.writeNumberField("start", finding.start());
    json.writeNumberField("end", finding.end());
    json.writeStringField("rule", finding.ruleId());
    json.writeNumberField("line", located.start().line());
    json.writeNumberField("column", located.start().column());
    json.writeStringField("action", finding.action().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("confidence", finding.confidence());
    json.writeEndObject();
  }

  @Override
  public void problem(String path, String line) {}

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
