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
import org.jspecify.annotations.Nullable;

/**
 * Reads from a masked request what it wants of the API: models, tools with their definitions, MCP
 * servers, skills, features, and how many output tokens at most. In a batch, of all its requests
 * together. Confined to one thread.
 */
@TrustedCode("What it overlooks, an approved conversation could change unasked.")
final class RequestUse {
  private static final String FEATURES = "anthropic-beta";
  private static final String API = "anthropic-";
  private static final int LISTED = 2;

  private final RequestPath path = new RequestPath();
  private final SortedSet<String> models = new TreeSet<>();
  private final SortedSet<String> tools = new TreeSet<>();
  private final SortedSet<String> mcpUrls = new TreeSet<>();
  private @Nullable RequestEntry entry;
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
      } else if (header.name().toLowerCase(Locale.ROOT).startsWith(API)) {
        features.add(header.name().toLowerCase(Locale.ROOT) + ": " + header.value().strip());
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
    if (entry == null) {
      path.follow(token, parser);
      return;
    }
    entry.token(token, parser, path);
    path.follow(token, parser);
    if (entry.endsWith(token, path)) {
      tools.add(entry.text());
      entry = null;
    }
  }

  private void begin() {
    if (path.isRequestOfBatch()) {
      inBatch++;
    }
    if (entry == null && path.depth() == LISTED) {
      if (path.isIn("tools")) {
        entry = new RequestEntry(RequestEntry.Kind.TOOL, LISTED);
      } else if (path.isIn("mcp_servers")) {
        entry = new RequestEntry(RequestEntry.Kind.MCP_SERVER, LISTED);
      }
    } else if (entry == null && path.depth() == LISTED + 1 && path.isIn("container")) {
      entry = new RequestEntry(RequestEntry.Kind.SKILL, LISTED + 1);
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
