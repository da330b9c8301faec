package dev.tacenda.benchmarks.speed.rival;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Parses a document and writes it again, event by event and without a tree: the least that a masker
 * does that is built on a JSON library, before it looks for anything. Immutable and thread-safe.
 */
public final class JacksonCopy {
  private final JsonFactory json = new JsonFactory();

  public byte[] copy(byte[] document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 1024);
    try (JsonParser parser = json.createParser(document);
        JsonGenerator generator = json.createGenerator(out)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    }
    return out.toByteArray();
  }
}
