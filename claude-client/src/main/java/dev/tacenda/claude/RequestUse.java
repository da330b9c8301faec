package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads from a masked request what it wants of the API: models, tools, MCP servers, and how many
 * output tokens at most. In a batch, of all its requests together. Confined to one thread.
 */
@TrustedCode("What it overlooks, an approved conversation could change unasked.")
final class RequestUse {
  private static final String FEATURES = "anthropic-beta";
  private static final int TOOL_DEPTH = 3;

  private final RequestPath path = new RequestPath();
  private final SortedSet<String> models = new TreeSet<>();
  private final SortedSet<String> tools = new TreeSet<>();
  private final SortedSet<String> mcpUrls = new TreeSet<>();
  private String type = "";
  private String name = "";
  private String server = "";
  private long inBatch;
  private long limitsInBatch;
  private long limitsAtRoot;
  private long tokens;

  private RequestUse() {}

  /** Returns what {@code request}, whose body is JSON or empty, wants. */
  static ApprovalTerms.Use of(ClaudeRequest request) {
    RequestUse use = new RequestUse();
    byte[] json = request.body();
    try (JsonParser parser = Json.parser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        use.token(token, parser);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a masked request is JSON");
    }
    return new ApprovalTerms.Use(
        use.models, use.tools, use.mcpUrls, features(request), use.maxOutputTokens());
  }

  /** One request of a batch without a limit has no bound, whatever the others say. */
  private long maxOutputTokens() {
    boolean bounded =
        inBatch > 0 ? limitsInBatch == inBatch && limitsAtRoot == 0 : limitsAtRoot == 1;
    return bounded ? tokens : -1;
  }

  /** Returns what a request of another kind wants: its features are all that is known. */
  static ApprovalTerms.Use ofOther(ClaudeRequest request) {
    ApprovalTerms.Use none = ApprovalTerms.Use.none();
    return new ApprovalTerms.Use(
        none.models(), none.tools(), none.mcpUrls(), features(request), -1);
  }

  private static SortedSet<String> features(ClaudeRequest request) {
    SortedSet<String> features = new TreeSet<>();
    for (Header header : request.headers()) {
      if (header.is(FEATURES)) {
        for (String each : header.value().split(",", -1)) {
          features.add(each.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    features.remove("");
    return features;
  }

  private void token(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT -> begin();
      case VALUE_STRING -> string(parser);
      case VALUE_NUMBER_INT -> number(parser);
      default -> {}
    }
    path.follow(token, parser);
    if (token == JsonToken.END_OBJECT && isToolEntry()) {
      tools.add(String.join(" ", type, name, server).strip());
    }
  }

  private boolean isToolEntry() {
    return path.depth() == TOOL_DEPTH - 1 && path.isIn("tools");
  }

  private void begin() {
    if (path.isRequestOfBatch()) {
      inBatch++;
    }
    if (isToolEntry()) {
      type = "";
      name = "";
      server = "";
    }
  }

  private void string(JsonParser parser) throws IOException {
    String text = parser.getText();
    if (path.isIn("model")) {
      models.add(text);
    }
    if (path.isIn("mcp_servers") && path.key().equals("url")) {
      mcpUrls.add(text);
    }
    if (path.isIn("tools") && path.depth() == TOOL_DEPTH) {
      switch (path.key()) {
        case "type" -> type = text;
        case "name" -> name = text;
        case "mcp_server_name" -> server = text;
        default -> {}
      }
    }
  }

  private void number(JsonParser parser) throws IOException {
    if (path.depth() != 1 || !path.isIn("max_tokens")) {
      return;
    }
    boolean counts =
        List.of(JsonParser.NumberType.INT, JsonParser.NumberType.LONG)
            .contains(parser.getNumberType());
    if (counts && parser.getLongValue() >= 0) {
      long sum = tokens + parser.getLongValue();
      tokens = sum < 0 ? Long.MAX_VALUE : sum;
      limitsInBatch += path.isBatch() ? 1 : 0;
      limitsAtRoot += path.isBatch() ? 0 : 1;
    }
  }
}
