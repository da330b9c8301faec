package dev.tacenda.gateway.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.gateway.policy.DiffResult.Pair;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.mask.PolicyDifference.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Differences of policies as text and as JSON. */
final class DiffReport {
  private DiffReport() {}

  static List<String> lines(DiffResult result) {
    List<String> lines = new ArrayList<>();
    for (Pair pair : result.pairs()) {
      lines.add(pair.name() + (pair.changes().isEmpty() ? ": no change" : ""));
      pair.changes().forEach(change -> lines.add(Printable.line(line(change))));
    }
    if (result.scanned()) {
      lines.add("masks in " + Printable.count(result.files(), "file"));
      result.masks().forEach(mask -> lines.add(Printable.line(line(mask))));
      lines.add("  " + counts(result));
    }
    return lines;
  }

  private static String line(Change change) {
    return row(word(change)) + change.subject() + ": " + change.before() + " -> " + change.after();
  }

  /** Returns the direction as one word in small letters. */
  static String word(Change change) {
    return change.direction().name().toLowerCase(Locale.ROOT);
  }

  private static String line(MaskChange mask) {
    return row(mask.kind().word())
        + mask.path()
        + ":"
        + mask.start().line()
        + ":"
        + mask.start().column()
        + ": "
        + Printable.count(mask.bytes(), "byte")
        + ", "
        + mask.rule()
        + ": "
        + mask.was()
        + " -> "
        + mask.is()
        + " ("
        + mask.policy()
        + ")";
  }

  private static String row(String word) {
    return String.format(Locale.ROOT, "  %-9s  ", word);
  }

  static String counts(DiffResult result) {
    List<String> counts = new ArrayList<>();
    for (MaskChange.Kind kind : MaskChange.Kind.values()) {
      counts.add(result.count(kind) + " " + kind.word());
    }
    return String.join(", ", counts);
  }

  static void write(DiffResult result, JsonGenerator json) throws IOException {
    json.writeStringField("before", result.before());
    json.writeStringField("after", result.after());
    json.writeBooleanField("mayWeaken", result.mayWeaken());
    json.writeArrayFieldStart("parts");
    for (Pair pair : result.pairs()) {
      json.writeStartObject();
      json.writeStringField("part", pair.name());
      json.writeArrayFieldStart("changes");
      for (Change change : pair.changes()) {
        json.writeStartObject();
        json.writeStringField("direction", word(change));
        json.writeStringField("subject", change.subject());
        json.writeStringField("was", change.before());
        json.writeStringField("is", change.after());
        json.writeBooleanField("mayEase", change.mayEase());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    if (result.scanned()) {
      json.writeNumberField("files", result.files());
      json.writeNumberField("sessions", result.sessions());
      json.writeArrayFieldStart("masks");
      for (MaskChange mask : result.masks()) {
        write(mask, json);
      }
      json.writeEndArray();
    }
  }

  private static void write(MaskChange mask, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("change", mask.kind().word());
    json.writeStringField("policy", mask.policy());
    json.writeStringField("path", mask.path());
    json.writeNumberField("line", mask.start().line());
    json.writeNumberField("column", mask.start().column());
    json.writeNumberField("bytes", mask.bytes());
    json.writeStringField("rule", mask.rule());
    json.writeStringField("was", mask.was());
    json.writeStringField("is", mask.is());
    json.writeEndObject();
  }
}
