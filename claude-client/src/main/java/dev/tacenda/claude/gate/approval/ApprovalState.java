package dev.tacenda.claude.gate.approval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tacenda.claude.gate.ApprovalDenial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What became of a question so far. Immutable but for the arrays of the notes.
 *
 * @param notes signed notes, not verified
 * @param uses how often an approval of it was used
 * @param outputTokens how many output tokens those uses may have brought
 * @param rejected true if a rejection was seen, whatever became of its note
 * @param askAgainIn when to look next, as far as the store has a wish; zero if it has none
 */
public record ApprovalState(
    List<byte[]> notes, int uses, long outputTokens, boolean rejected, Duration askAgainIn) {
  /** The longest state that is read. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  /** How what goes between a job and an approval server is read and written. */
  static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public ApprovalState {
    notes = List.copyOf(notes);
    if (uses < 0 || outputTokens < 0) {
      throw new IllegalArgumentException("uses and outputTokens must be >= 0");
    }
  }

  /** Nothing became of it. */
  static ApprovalState none() {
    return new ApprovalState(List.of(), 0, 0, false, Duration.ZERO);
  }

  /** Returns why one more use would be outside of the scope; empty if it would not. */
  Optional<ApprovalDenial> outside(ApprovalScope scope, long more) {
    if (uses >= scope.requests()) {
      return Optional.of(
          scope.isEnvelope() ? ApprovalDenial.OUTSIDE_REQUESTS : ApprovalDenial.USED_UP);
    }
    boolean tooMany = more < 0 || more > scope.outputTokens() - outputTokens;
    return scope.isEnvelope() && tooMany
        ? Optional.of(ApprovalDenial.OUTSIDE_TOKENS)
        : Optional.empty();
  }

  ApprovalState askAgainIn(Duration time) {
    return new ApprovalState(notes, uses, outputTokens, rejected, time);
  }

  /** Returns notes, uses and tokens as JSON. */
  public byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("uses", uses);
      json.writeNumberField("output-tokens", outputTokens);
      json.writeBooleanField("rejected", rejected);
      json.writeArrayFieldStart("notes");
      for (byte[] note : notes) {
        json.writeString(Base64.getEncoder().encodeToString(note));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws StoreException if it is anything else
   */
  static ApprovalState ofJson(byte[] bytes) throws StoreException {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      Reader reader = new Reader(json);
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        reader.member(json.currentName());
      }
      require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
      return reader.state();
    } catch (IOException | RuntimeException e) {
      // Nothing of what was read belongs into a message.
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("not a state");
    }
  }

  /** Confined to one call. */
  private static final class Reader {
    private static final int MEMBERS = 4;

    private final JsonParser json;
    private final List<byte[]> notes = new ArrayList<>();
    private int uses;
    private long outputTokens;
    private boolean rejected;
    private int seen;

    Reader(JsonParser json) {
      this.json = json;
    }

    void member(String name) throws IOException {
      JsonToken token = json.nextToken();
      seen++;
      switch (name) {
        case "uses" -> uses = json.getIntValue();
        case "output-tokens" -> outputTokens = json.getLongValue();
        case "rejected" -> rejected = json.getBooleanValue();
        case "notes" -> {
          require(token == JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            require(notes.size() < Judge.MAX_NOTES);
            notes.add(Base64.getDecoder().decode(json.getText()));
          }
          require(json.currentToken() == JsonToken.END_ARRAY);
        }
        default -> require(false);
      }
    }

    ApprovalState state() {
      require(seen == MEMBERS);
      return new ApprovalState(notes, uses, outputTokens, rejected, Duration.ZERO);
    }
  }

  /** Returns counts only. */
  @Override
  public String toString() {
    return "ApprovalState[" + notes.size() + " notes, " + uses + " uses]";
  }
}
