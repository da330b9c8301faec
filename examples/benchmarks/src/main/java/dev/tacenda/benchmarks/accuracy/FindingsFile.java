package dev.tacenda.benchmarks.accuracy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Findings as JSON lines, which the reference scorers read: places and rules, no text. */
final class FindingsFile implements AutoCloseable {
  private final JsonGenerator json;

  FindingsFile(Path file) throws IOException {
    this.json =
        new JsonFactory()
            .createGenerator(new BufferedOutputStream(Files.newOutputStream(file)))
            .setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
  }

  /** Adds the findings of one text; {@code fields} are names and values that say which one. */
  void add(List<Found> found, String... fields) throws IOException {
    for (Found each : found) {
      json.writeStartObject();
      for (int i = 0; i < fields.length; i += 2) {
        json.writeStringField(fields[i], fields[i + 1]);
      }
      json.writeNumberField("start", each.span().start());
      json.writeNumberField("end", each.span().end());
      json.writeStringField("rule", each.rule());
      json.writeEndObject();
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
