package dev.tacenda.claude.gate.approval;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers what {@link HttpApprovals} asks, from a folder, for a server of any kind. Who may ask is
 * for the server to check before.
 *
 * <pre>
 * POST v1/questions              a question; 201, or 200 if it is there; 400, 413, 429
 * GET  v1/questions/ID           the question; 404
 * GET  v1/questions/ID/state     notes and uses, with ETag and Retry-After; 304, 404
 * POST v1/questions/ID/uses      {"scope":"exact 1","output-tokens":0}; 201, or 409 and why
 * GET  v1/conversations/NAME     ids of questions that asked for an envelope
 * </pre>
 *
 * <p>Thread-safe.
 */
@TrustedCode("Nobody gets a decision in by asking.")
public final class ApprovalHttp {
  private static final byte[] NOTHING = new byte[0];

  /** When to ask again for a state: the header {@code Retry-After} of an answer with an ETag. */
  public static final int RETRY_SECONDS = 2;

  private static final int CONVERSATION_LENGTH = 32;

  private final ApprovalDirectory directory;

  /** An answer. Immutable but for the array of its body. */
  public static final class Reply {
    private final int status;
    private final byte[] json;
    private final String etag;

    private Reply(int status, byte[] json, String etag) {
      this.status = status;
      this.json = json;
      this.etag = etag;
    }

    static Reply of(int status) {
      return new Reply(status, NOTHING, "");
    }

    static Reply of(int status, byte[] json) {
      return new Reply(status, json, "");
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The body, which is JSON; empty if there is none. */
    public byte[] json() {
      return json;
    }

    /** The header {@code ETag}; empty if there is none, and then no {@code Retry-After} either. */
    public String etag() {
      return etag;
    }

    /** Returns status and size. */
    @Override
    public String toString() {
      return "Reply[" + status + ", " + json.length + " bytes]";
    }
  }

  private ApprovalHttp(ApprovalDirectory directory) {
    this.directory = Objects.requireNonNull(directory, "directory");
  }

  /** Answers from {@code directory}. */
  public static ApprovalHttp of(ApprovalDirectory directory) {
    return new ApprovalHttp(directory);
  }

  /** The longest body that has to be read of a request. */
  public static int maxBodyBytes() {
    return QuestionJson.MAX_BYTES;
  }

  /**
   * Answers a request.
   *
   * @param path without what stands before {@code v1}, and without a slash at its beginning
   * @param ifNoneMatch the header of that name; empty if there is none
   */
  public Reply answer(String method, String path, String ifNoneMatch, byte[] body) {
    String[] parts = path.split("/", -1);
    try {
      return switch (method + " " + shape(parts)) {
        case "POST questions" -> create(body);
        case "GET questions/ID" -> question(parts[2]);
        case "GET questions/ID/state" -> state(parts[2], ifNoneMatch);
        case "POST questions/ID/uses" -> use(parts[2], body);
        case "GET conversations/NAME" -> conversation(parts[2]);
        default -> Reply.of(404);
      };
    } catch (StoreException e) {
      return Reply.of(status(e.denial()));
    }
  }

  /** What changes in a path becomes a word, so that paths can be told by a switch. */
  private static String shape(String[] parts) {
    if (parts.length < 2 || parts.length > 4 || !parts[0].equals("v1")) {
      return "";
    }
    if (parts[1].equals("conversations") && parts.length == 3 && isHex(parts[2])) {
      return "conversations/NAME";
    }
    if (!parts[1].equals("questions")) {
      return "";
    }
    boolean named = parts.length == 2 || ApprovalDirectory.isId(parts[2]);
    String rest = parts.length == 4 ? "/" + parts[3] : "";
    return named ? "questions" + (parts.length > 2 ? "/ID" : "") + rest : "";
  }

  private static boolean isHex(String name) {
    return name.length() == CONVERSATION_LENGTH
        && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static int status(ApprovalDenial denial) {
    return switch (denial) {
      case RATE_LIMITED -> 429;
      case QUESTION_TOO_LARGE -> 413;
      case UNAVAILABLE, STORE_INSECURE -> 503;
      default -> 400;
    };
  }

  private Reply create(byte[] body) throws StoreException {
    ApprovalQuestion question = QuestionJson.read(body);
    boolean there = directory.has(question.id());
    directory.create(question);
    return Reply.of(there ? 200 : 201);
  }

  private Reply question(String id) throws StoreException {
    return directory
        .question(id)
        .map(question -> Reply.of(200, QuestionJson.write(question)))
        .orElse(Reply.of(404));
  }

  private Reply state(String id, String ifNoneMatch) throws StoreException {
    if (!directory.has(id)) {
      return Reply.of(404);
    }
    byte[] json = directory.state(id).json();
    String etag = "\"" + Sha256.halfHex(json) + "\"";
    boolean same = etag.equals(ifNoneMatch);
    return new Reply(same ? 304 : 200, same ? NOTHING : json, etag);
  }

  private Reply use(String id, byte[] body) throws StoreException {
    if (!directory.has(id)) {
      return Reply.of(404);
    }
    Use use = Use.read(body).orElseThrow(() -> new StoreException(ApprovalDenial.CHANGED));
    return directory
        .spend(id, use.scope(), use.outputTokens())
        .map(denial -> Reply.of(409, ("\"" + denial + "\"").getBytes(StandardCharsets.US_ASCII)))
        .orElse(Reply.of(201));
  }

  /** What somebody wants to use. */
  private record Use(ApprovalScope scope, long outputTokens) {

    static Optional<Use> read(byte[] body) {
      try (JsonParser json = ApprovalState.FACTORY.createParser(body)) {
        @Nullable String scope = null;
        @Nullable Long tokens = null;
        boolean begins = json.nextToken() == JsonToken.START_OBJECT;
        while (begins && json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          switch (name) {
            case "scope" -> scope = json.getText();
            case "output-tokens" -> tokens = json.getLongValue();
            default -> begins = false;
          }
        }
        boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        if (!begins || !whole || scope == null || tokens == null) {
          return Optional.empty();
        }
        long count = tokens;
        return ApprovalScope.parse(scope).map(read -> new Use(read, count));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private Reply conversation(String name) throws StoreException {
    String ids =
        directory.envelopes(name).stream()
            .map(id -> "\"" + id + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    return Reply.of(200, ids.getBytes(StandardCharsets.US_ASCII));
  }
}
