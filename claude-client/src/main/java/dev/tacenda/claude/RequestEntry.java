package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One tool, MCP server or skill of a request while it is read: what people call it, and a hash over
 * all that it says, for a name alone does not say what a tool can do. Confined to one thread.
 */
@TrustedCode("Two entries that allow different things have different texts.")
final class RequestEntry {
  /**
   * Where a prompt is cached and with which token, changes in a conversation and allows nothing.
   */
  private static final Set<String> UNBOUND = Set.of("cache_control", "authorization_token");

  /** What an entry is. */
  enum Kind {
    /** A tool that is offered. */
    TOOL(""),
    /** A server whose tools are offered. */
    MCP_SERVER("mcp-server"),
    /** A skill that is loaded into a container. */
    SKILL("skill");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The members that people know it by. */
    private List<String> names() {
      return switch (this) {
        case TOOL -> List.of("type", "name", "mcp_server_name");
        case MCP_SERVER -> List.of("name");
        case SKILL -> List.of("type", "skill_id", "version");
      };
    }
  }

  private final Kind kind;
  private final int depth;
  private final Map<String, String> texts = new HashMap<>();
  private final Sha256Parts hash = Sha256Parts.begin("tacenda request entry 1");
  private boolean unbound;

  /**
   * Begins an entry.
   *
   * @param depth of the path right before it begins
   */
  RequestEntry(Kind kind, int depth) {
    this.kind = kind;
    this.depth = depth;
  }

  /** Takes the next token of the entry, before {@code path} follows it. */
  void token(JsonToken token, JsonParser parser, RequestPath path) throws IOException {
    boolean member = path.depth() == depth + 1;
    if (member && token == JsonToken.FIELD_NAME) {
      unbound = UNBOUND.contains(parser.currentName());
    }
    if (unbound) {
      return;
    }
    hash.text(token.name()).text(parser.getText());
    if (member && token == JsonToken.VALUE_STRING) {
      texts.put(path.key(), parser.getText());
    }
  }

  /** Returns true if {@code token}, which {@code path} has followed, ends the entry. */
  boolean endsWith(JsonToken token, RequestPath path) {
    return token == JsonToken.END_OBJECT && path.depth() == depth;
  }

  /** Returns name and hash. */
  String text() {
    StringBuilder text = new StringBuilder(kind.word);
    kind.names().forEach(name -> text.append(' ').append(texts.getOrDefault(name, "")));
    return (text.toString().strip() + " sha256:" + hash.halfHex()).strip();
  }
}
