package dev.tacenda.claude.gate.approval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions and decisions on a server, and how this process has used them: what the server forgets
 * is counted here. Thread-safe.
 */
@TrustedCode("A server can forget a use, but not make this process use an approval once more.")
final class HttpStore implements ApprovalStore {
  private static final int MAX_SMALL = 64 * 1024;
  private static final int MAX_KEPT = 1_024;
  private static final int MAX_ETAG = 128;
  private static final int MAX_RETRY_SECONDS = 3_600;
  private static final Set<ApprovalDenial> USE_DENIALS =
      Set.of(
          ApprovalDenial.USED_UP, ApprovalDenial.OUTSIDE_REQUESTS, ApprovalDenial.OUTSIDE_TOKENS);
  private static final JsonFactory JSON = new JsonFactory();

  private final HttpCalls calls;
  private final PushedNotes pushed;
  private final Map<String, Kept> states = keptMap();
  private final OwnUses ownUses = new OwnUses(OwnUses.MAX_KEPT);

  /** A state that the server need not send again. */
  private record Kept(String etag, ApprovalState state) {}

  HttpStore(HttpCalls calls, PushedNotes pushed) {
    this.calls = calls;
    this.pushed = pushed;
  }

  private static <V> Map<String, V> keptMap() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MAX_KEPT;
      }
    };
  }

  @Override
  public void create(ApprovalQuestion question) throws StoreException {
    if (question.masked().length > QuestionJson.MAX_MASKED_BYTES) {
      throw new StoreException(ApprovalDenial.QUESTION_TOO_LARGE);
    }
    pushed.expect(question.id());
    int status = calls.post("v1/questions", QuestionJson.write(question), MAX_SMALL).status();
    switch (status) {
      case 200, 201 -> {}
      case 413 -> throw new StoreException(ApprovalDenial.QUESTION_TOO_LARGE);
      case 429 -> throw new StoreException(ApprovalDenial.RATE_LIMITED);
      default -> throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
  }

  @Override
  public ApprovalState state(String id) throws StoreException {
    Kept kept = kept(id);
    HttpCalls.Answer answer =
        calls.get("v1/questions/" + id + "/state", kept.etag(), ApprovalState.MAX_BYTES);
    ApprovalState state =
        switch (answer.status()) {
          case 200 -> ApprovalState.ofJson(answer.body());
          case 304 -> kept.state();
          case 404 -> ApprovalState.none();
          default -> throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
        };
    if (answer.status() == 304 && kept.etag().isEmpty()) {
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
    keep(id, answer, state);
    return with(id, state).askAgainIn(retryAfter(answer.retryAfter()));
  }

  private Kept kept(String id) {
    synchronized (states) {
      return states.getOrDefault(id, new Kept("", ApprovalState.none()));
    }
  }

  private void keep(String id, HttpCalls.Answer answer, ApprovalState state) {
    if (answer.status() == 200 && answer.etag().length() <= MAX_ETAG) {
      synchronized (states) {
        states.put(id, new Kept(answer.etag(), state));
      }
    }
  }

  /** Adds what the server does not know: pushed decisions, and uses that it forgot. */
  private ApprovalState with(String id, ApprovalState state) {
    List<byte[]> notes = new ArrayList<>(state.notes());
    notes.addAll(pushed.of(id));
    ApprovalState own = ownUses.of(id);
    return new ApprovalState(
        notes,
        Math.max(state.uses(), own.uses()),
        Math.max(state.outputTokens(), own.outputTokens()),
        state.rejected() || own.rejected(),
        Duration.ZERO);
  }

  private static Duration retryAfter(String seconds) {
    try {
      int wish = Integer.parseInt(seconds);
      return wish < 0 ? Duration.ZERO : Duration.ofSeconds(Math.min(wish, MAX_RETRY_SECONDS));
    } catch (NumberFormatException e) {
      return Duration.ZERO; // none, or a date, for which the clocks would have to agree
    }
  }

  @Override
  public List<String> envelopes(ApprovalQuestion like) throws StoreException {
    HttpCalls.Answer answer = calls.get("v1/conversations/" + like.conversation(), "", MAX_SMALL);
    if (answer.status() != 200) {
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
    return ids(answer.body());
  }

  private static List<String> ids(byte[] json) throws StoreException {
    List<String> ids = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      boolean begins = parser.nextToken() == JsonToken.START_ARRAY;
      while (begins && parser.nextToken() == JsonToken.VALUE_STRING) {
        ids.add(parser.getText());
      }
      boolean whole = parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
      if (begins && whole && ids.stream().allMatch(ApprovalDirectory::isId)) {
        return ids;
      }
    } catch (IOException e) {
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
    throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
  }

  @Override
  public Optional<ApprovalQuestion> question(String id) throws StoreException {
    HttpCalls.Answer answer = calls.get("v1/questions/" + id, "", QuestionJson.MAX_BYTES);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    }
    ApprovalQuestion question = QuestionJson.read(answer.body());
    if (!question.id().equals(id)) {
      throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
    }
    return Optional.of(question);
  }

  @Override
  public Optional<ApprovalDenial> spend(String id, ApprovalScope scope, long outputTokens)
      throws StoreException {
    // Before the server is asked: an answer that gets lost is a use that is lost.
    Optional<ApprovalDenial> own = ownUses.spend(id, scope, outputTokens);
    if (own.isPresent()) {
      return own;
    }
    byte[] use =
        ("{\"scope\":\"" + scope.text() + "\",\"output-tokens\":" + outputTokens + "}")
            .getBytes(StandardCharsets.US_ASCII);
    HttpCalls.Answer answer = calls.post("v1/questions/" + id + "/uses", use, MAX_SMALL);
    return switch (answer.status()) {
      case 201 -> Optional.empty();
      case 409 -> Optional.of(denial(answer.body()));
      default -> throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
    };
  }

  private static ApprovalDenial denial(byte[] body) throws StoreException {
    String said = new String(body, StandardCharsets.UTF_8);
    for (ApprovalDenial each : USE_DENIALS) {
      if (said.equals("\"" + each.name() + "\"")) {
        return each;
      }
    }
    throw new StoreException(ApprovalDenial.SERVER_ANSWER_WRONG);
  }

  @Override
  public void markRejected(String id) throws StoreException {
    ownUses.markRejected(id);
  }
}
