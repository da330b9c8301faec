package dev.tacenda.claude.gate.approval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalTerms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Questions as JSON: one member a line, and every character beyond ASCII or without a glyph as an
 * escape, so that the file can be looked at with any tool without harm. The masked bytes are a
 * string, or base64 if they are no text.
 */
final class QuestionJson {
  /** The most masked bytes that are asked about. */
  static final int MAX_MASKED_BYTES = 32 * 1024 * 1024;

  /** The longest question that is read: an escape is six bytes for one or two. */
  static final int MAX_BYTES = 6 * MAX_MASKED_BYTES + 1024 * 1024;

  private static final int FORMAT = 1;
  private static final int MAX_AGAIN = 999;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_BYTES).maxNestingDepth(4).build())
          .build();

  private QuestionJson() {}

  /** JSON leaves one control character as it is. */
  private static final class DeleteToo extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final char DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[DELETE] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unused) {
      return null;
    }
  }

  static byte[] write(ApprovalQuestion question) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.useDefaultPrettyPrinter().setCharacterEscapes(new DeleteToo());
      json.writeStartObject();
      json.writeNumberField("tacenda-approval-question", FORMAT);
      json.writeStringField("id", question.id());
      json.writeStringField("digest", question.digest());
      json.writeStringField("scope", question.scope().text());
      json.writeNumberField("again", question.again());
      asked(json, question.asked());
      terms(json, question.terms());
      content(json, question.masked());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static void asked(JsonGenerator json, ApprovalQuestion.Asked asked) throws IOException {
    json.writeStringField("requester", asked.requester());
    json.writeNumberField("quorum", asked.quorum());
    json.writeStringField("created", asked.created().toString());
    json.writeStringField("outside", asked.outside());
  }

  private static void terms(JsonGenerator json, ApprovalTerms terms) throws IOException {
    json.writeStringField("issuer", terms.issuer());
    json.writeStringField("subject", terms.subject());
    json.writeStringField("run", terms.runId());
    json.writeStringField("policy-name", terms.policy().name());
    json.writeNumberField("policy-revision", terms.policy().revision());
    json.writeStringField("policy-digest", terms.policy().digest());
    json.writeStringField("endpoint", terms.endpoint());
    json.writeStringField("target", terms.target());
    json.writeStringField("tool", terms.tool());
    list(json, "models", terms.use().models());
    list(json, "tools", terms.use().tools());
    list(json, "mcp-urls", terms.use().mcpUrls());
    list(json, "features", terms.use().features());
    json.writeNumberField("max-output-tokens", terms.use().maxOutputTokens());
    list(json, "asked-for", terms.askedFor());
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, Integer> each : terms.counts().entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void list(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void content(JsonGenerator json, byte[] masked) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(masked)).toString();
      json.writeStringField("masked-text", text);
    } catch (CharacterCodingException e) {
      json.writeBinaryField("masked-base64", masked);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StoreException if it is anything else, or says another id or digest than it has
   */
  static ApprovalQuestion read(byte[] json) throws StoreException {
    try {
      Members members = Members.of(json);
      ApprovalQuestion question =
          new ApprovalQuestion(
              members.terms(),
              members.content(),
              ApprovalScope.parse(members.text("scope")).orElseThrow(),
              members.number("again", 0, MAX_AGAIN),
              members.asked());
      members.number("tacenda-approval-question", FORMAT, FORMAT);
      if (!question.id().equals(members.text("id"))
          || !question.digest().equals(members.text("digest"))) {
        throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
      }
      return question;
    } catch (IOException | RuntimeException e) {
      // Nothing of what was read belongs into a message.
      throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
    }
  }

  /**
   * The members of the one object.
   *
   * @param texts strings and numbers as text
   * @param lists lists of strings
   * @param counts the one object inside
   */
  private record Members(
      Map<String, String> texts, Map<String, List<String>> lists, Map<String, Integer> counts) {

    static Members of(byte[] json) throws IOException {
      Members members = new Members(new HashMap<>(), new HashMap<>(), new TreeMap<>());
      try (JsonParser parser = FACTORY.createParser(json)) {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          members.member(parser, parser.currentName());
        }
        require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
      }
      return members;
    }

    private void member(JsonParser parser, String name) throws IOException {
      switch (parser.nextToken()) {
        case VALUE_STRING, VALUE_NUMBER_INT -> texts.put(name, parser.getText());
        case START_ARRAY -> {
          List<String> list = new ArrayList<>();
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            list.add(parser.getText());
          }
          require(parser.currentToken() == JsonToken.END_ARRAY);
          lists.put(name, list);
        }
        case START_OBJECT -> {
          require(name.equals("counts"));
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            counts.put(parser.currentName(), parser.nextIntValue(0));
          }
          require(parser.currentToken() == JsonToken.END_OBJECT);
        }
        default -> require(false);
      }
    }

    private static void require(boolean condition) {
      if (!condition) {
        throw new IllegalArgumentException("not a question");
      }
    }

    String text(String name) {
      return Objects.requireNonNull(texts.get(name), name);
    }

    private TreeSet<String> list(String name) {
      return new TreeSet<>(Objects.requireNonNull(lists.get(name), name));
    }

    int number(String name, int min, int max) {
      int number = Integer.parseInt(text(name));
      require(number >= min && number <= max);
      return number;
    }

    byte[] content() throws IOException {
      @Nullable String text = texts.get("masked-text");
      byte[] bytes =
          text != null
              ? text.getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(text("masked-base64"));
      require(bytes.length <= MAX_MASKED_BYTES);
      return bytes;
    }

    ApprovalQuestion.Asked asked() throws DateTimeException {
      return new ApprovalQuestion.Asked(
          text("requester"),
          number("quorum", 1, ApproverRule.MAX_QUORUM),
          Instant.parse(text("created")),
          text("outside"));
    }

    ApprovalTerms terms() {
      return new ApprovalTerms(
          text("issuer"),
          text("subject"),
          text("run"),
          new ApprovalTerms.Policy(
              text("policy-name"), Long.parseLong(text("policy-revision")), text("policy-digest")),
          text("endpoint"),
          text("target"),
          text("tool"),
          new ApprovalTerms.Use(
              list("models"),
              list("tools"),
              list("mcp-urls"),
              list("features"),
              Long.parseLong(text("max-output-tokens"))),
          list("asked-for"),
          new TreeMap<>(counts));
    }
  }
}
