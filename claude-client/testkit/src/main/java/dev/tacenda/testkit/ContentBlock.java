package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One content block of an answer, in its whole form and as the deltas of a stream. */
sealed interface ContentBlock {

  /** The block as it stands in a non-streamed message. */
  String whole(JsonEscapes escapes, String id);

  /** The block as it stands in {@code content_block_start}. */
  String opening(JsonEscapes escapes, String id);

  /** The {@code delta} objects between start and stop. */
  List<String> deltas(JsonEscapes escapes, int unitsPerDelta);

  /** The block with the seals that its script left empty. */
  default ContentBlock sealed(Seals seals, Prefix prefix) {
    return this;
  }

  /** Free text. */
  record Text(String text) implements ContentBlock {
    @Override
    public String whole(JsonEscapes escapes, String id) {
      return "{\"type\":\"text\",\"text\":" + escapes.quote(text) + "}";
    }

    @Override
    public String opening(JsonEscapes escapes, String id) {
      return "{\"type\":\"text\",\"text\":\"\"}";
    }

    @Override
    public List<String> deltas(JsonEscapes escapes, int unitsPerDelta) {
      return pieces(text, unitsPerDelta).stream()
          .map(piece -> "{\"type\":\"text_delta\",\"text\":" + escapes.quote(piece) + "}")
          .toList();
    }
  }

  /** A call of a client tool; the input is the JSON text of an object. */
  record ToolUse(String name, String inputJson) implements ContentBlock {
    @Override
    public String whole(JsonEscapes escapes, String id) {
      return opening(escapes, id, inputJson);
    }

    @Override
    public String opening(JsonEscapes escapes, String id) {
      return opening(escapes, id, "{}");
    }

    private String opening(JsonEscapes escapes, String id, String input) {
      return "{\"type\":\"tool_use\",\"id\":"
          + escapes.quote(id)
          + ",\"name\":"
          + escapes.quote(name)
          + ",\"input\":"
          + input
          + "}";
    }

    @Override
    public List<String> deltas(JsonEscapes escapes, int unitsPerDelta) {
      List<String> deltas = new ArrayList<>();
      // Claude opens with an empty delta; the Java SDK throws when a tool call has none at all.
      deltas.add("{\"type\":\"input_json_delta\",\"partial_json\":\"\"}");
      for (String piece : pieces(inputJson, unitsPerDelta)) {
        deltas.add("{\"type\":\"input_json_delta\",\"partial_json\":" + escapes.quote(piece) + "}");
      }
      return deltas;
    }
  }

  /** Thinking, which a client must hand back byte for byte; an empty signature is filled in. */
  record Thinking(String thinking, String signature) implements ContentBlock {
    @Override
    public ContentBlock sealed(Seals seals, Prefix prefix) {
      return signature.isEmpty()
          ? new Thinking(thinking, seals.seal(Seals.Kind.THINKING, thinking, prefix))
          : this;
    }

    @Override
    public String whole(JsonEscapes escapes, String id) {
      return "{\"type\":\"thinking\",\"thinking\":"
          + escapes.quote(thinking)
          + ",\"signature\":"
          + escapes.quote(signature)
          + "}";
    }

    @Override
    public String opening(JsonEscapes escapes, String id) {
      return "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
    }

    @Override
    public List<String> deltas(JsonEscapes escapes, int unitsPerDelta) {
      List<String> deltas = new ArrayList<>();
      for (String piece : pieces(thinking, unitsPerDelta)) {
        deltas.add("{\"type\":\"thinking_delta\",\"thinking\":" + escapes.quote(piece) + "}");
      }
      deltas.add("{\"type\":\"signature_delta\",\"signature\":" + escapes.quote(signature) + "}");
      return deltas;
    }
  }

  /** A summary in place of the conversation before it; an empty signature is filled in. */
  record Compaction(String summary, String signature) implements ContentBlock {
    @Override
    public ContentBlock sealed(Seals seals, Prefix prefix) {
      return signature.isEmpty()
          ? new Compaction(summary, seals.seal(Seals.Kind.COMPACTION, summary, prefix))
          : this;
    }

    @Override
    public String whole(JsonEscapes escapes, String id) {
      return block(escapes.quote(summary));
    }

    @Override
    public String opening(JsonEscapes escapes, String id) {
      return block("null");
    }

    private String block(String content) {
      return "{\"type\":\"compaction\",\"content\":"
          + content
          + ",\"signature\":"
          + JsonEscapes.MINIMAL.quote(signature)
          + "}";
    }

    /** One delta, which clients assign and do not append. */
    @Override
    public List<String> deltas(JsonEscapes escapes, int unitsPerDelta) {
      return List.of("{\"type\":\"compaction_delta\",\"content\":" + escapes.quote(summary) + "}");
    }
  }

  /** Any other block: complete at its start, without deltas; empty seals are filled in. */
  record Verbatim(String json) implements ContentBlock {
    @Override
    public ContentBlock sealed(Seals seals, Prefix prefix) {
      Object block = JsonTree.parseScripted(json);
      Object filled =
          SealedFields.visit(
              new Conversation.Block("", (Map<?, ?>) block),
              (kind, place, seal, content) ->
                  seal.isEmpty() ? seals.seal(kind, content, prefix) : seal);
      // What has no empty seal goes out as it was written.
      return filled.equals(block)
          ? this
          : new Verbatim(ContentForm.ofValue(filled, ContentForm.Keys.AS_SENT));
    }

    @Override
    public String whole(JsonEscapes escapes, String id) {
      return json;
    }

    @Override
    public String opening(JsonEscapes escapes, String id) {
      return json;
    }

    @Override
    public List<String> deltas(JsonEscapes escapes, int unitsPerDelta) {
      return List.of();
    }
  }

  private static List<String> pieces(String text, int units) {
    List<String> pieces = new ArrayList<>();
    // The cut ignores characters on purpose: a pair may come apart, as it may on the real wire.
    for (int from = 0; from < text.length(); from += units) {
      pieces.add(text.substring(from, Math.min(text.length(), from + units)));
      if (text.length() - from <= units) {
        break;
      }
    }
    return pieces;
  }
}
