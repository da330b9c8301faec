package dev.tacenda.claude;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Outcome;
import dev.tacenda.audit.TokenKind;
import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.Coverage;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.TrustedCode;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One admitted request on its way to Claude and back. Send {@link #request()} as it is, hand the
 * answer to {@link #guard}, and read the masked answer to its end or close it; that writes the
 * record that closes the exchange. If there is no answer, call {@link #failed}.
 *
 * <p>Thread-safe; the stream of {@link #guard} is for one reader.
 */
@TrustedCode("The caller sees the answer only through the masking stream.")
public final class GuardedCall {
  private static final int MAX_BODY_BYTES = WholeBodyMasker.MAX_BODY_BYTES;

  private volatile ClaudeRequest request;
  private final CredentialUse credential;
  private final Endpoint endpoint;
  private final Masker masker;
  private final ToolInputs tools;
  private final Exchange exchange;
  private final AtomicBoolean answered = new AtomicBoolean();

  GuardedCall(
      ClaudeRequest request,
      CredentialUse credential,
      Endpoint endpoint,
      Masker masker,
      ToolInputs tools,
      Exchange exchange) {
    this.request = request;
    this.credential = credential;
    this.endpoint = endpoint;
    this.masker = masker;
    this.tools = tools;
    this.exchange = exchange;
  }

  /**
   * The request to send: masked, recorded, with its credential. Once there is an answer, or none
   * will come, it is without it, so that the key is not kept for as long as the answer is read.
   */
  public ClaudeRequest request() {
    return request;
  }

  /**
   * Returns how much of the request's body was scanned, and how much left alone as what. What is
   * not in the body (path, query, headers) is not counted.
   */
  public Coverage coverage() {
    return exchange.coverage();
  }

  /**
   * Returns the masked body of the answer. It reads {@code body} as it is read itself; closing it
   * closes {@code body}, from any thread. A body in gzip or deflate is decoded, so the adapter
   * drops the header Content-Encoding together with Content-Length.
   *
   * @param head status and type of the answer
   * @param body the answer as the transport delivers it
   * @throws ResponseRefusedException if the answer is of a kind that cannot be masked; {@code body}
   *     is not closed
   * @throws IllegalStateException if an answer was given before
   */
  public InputStream guard(ResponseHead head, InputStream body) {
    requireFirst();
    dropCredential();
    credential.answered(head.status());
    if (endpoint.answer() == Endpoint.Answer.CREDENTIALS) {
      completed(head, ResponseSummary.unseen());
      return body;
    }
    InputStream decoded =
        DecodedBody.of(head.contentEncoding(), body)
            .orElseThrow(() -> refused(Reason.ENCODED, "its Content-Encoding is not covered"));
    return new MaskedStream(decoded, bodyMasker(head), end -> ended(head, end));
  }

  private BodyMasker bodyMasker(ResponseHead head) {
    if (head.isSuccess() && endpoint.answer() == Endpoint.Answer.FILE) {
      return new FileBodyMasker(masker, MAX_BODY_BYTES);
    }
    ResponseFields fields =
        head.isSuccess() ? new ResponseFields(endpoint.answerRoot()) : ResponseFields.MESSAGES;
    return switch (head.mediaType()) {
      case "text/event-stream" -> new SseMasker(masker, tools, fields, SseLimits.standard());
      case "application/x-jsonl", "application/binary" ->
          new JsonLinesMasker(tools, fields, MAX_BODY_BYTES);
      case "application/json", "" -> WholeBodyMasker.ofJson(tools, fields, MAX_BODY_BYTES);
      case "text/plain", "text/html" -> WholeBodyMasker.ofText(masker, MAX_BODY_BYTES);
      default -> throw refused(Reason.UNKNOWN_TYPE, "its media type is not covered");
    };
  }

  /**
   * Records that the transport failed before there was an answer. Does nothing if there was one.
   *
   * @throws AuditException if that cannot be recorded
   */
  public void failed() {
    if (answered.compareAndSet(false, true)) {
      dropCredential();
      write(
          exchange
              .closing(Kind.RESPONSE_ABORTED, Outcome.TRANSPORT_FAILED)
              .reason(StreamOutcome.NO_RESPONSE));
    }
  }

  private void dropCredential() {
    request = Credentials.without(request);
  }

  private void requireFirst() {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("the call has been answered already");
    }
  }

  private ResponseRefusedException refused(Reason reason, String problem) {
    write(exchange.closing(Kind.RESPONSE_ABORTED, Outcome.GUARD_FAILED).reason(reason));
    return new ResponseRefusedException(reason, problem);
  }

  private void ended(ResponseHead head, ResponseSummary end) {
    switch (end.outcome()) {
      case COMPLETE -> completed(head, end);
      case ERROR -> write(described(Kind.RESPONSE_COMPLETED, Outcome.API_ERROR, head, end));
      case TRUNCATED, NO_RESPONSE -> aborted(Outcome.TRANSPORT_FAILED, head, end);
      case CANCELLED -> aborted(Outcome.CANCELLED, head, end);
      case REFUSED -> aborted(Outcome.GUARD_FAILED, head, end);
    }
  }

  private void completed(ResponseHead head, ResponseSummary end) {
    Outcome outcome = head.isSuccess() ? Outcome.SUCCESS : Outcome.API_ERROR;
    write(described(Kind.RESPONSE_COMPLETED, outcome, head, end));
  }

  private void aborted(Outcome outcome, ResponseHead head, ResponseSummary end) {
    Enum<?> reason = end.refusal().isPresent() ? end.refusal().get() : end.outcome();
    write(described(Kind.RESPONSE_ABORTED, outcome, head, end).reason(reason));
  }

  private AuditRecord.Builder described(
      Kind kind, Outcome outcome, ResponseHead head, ResponseSummary end) {
    TokenUsage usage = end.usage();
    AuditRecord.Builder closing = exchange.closing(kind, outcome);
    end.body().ifPresent(closing::body);
    return closing
        .httpStatus(head.status())
        .counts(end.countsByRule())
        .counts(Exchange.counts(tools.risks()))
        .restored(tools.restored())
        .tokens(TokenKind.INPUT, usage.inputTokens())
        .tokens(TokenKind.OUTPUT, usage.outputTokens())
        .tokens(TokenKind.CACHE_READ, usage.cacheReadTokens())
        .tokens(TokenKind.CACHE_CREATION, usage.cacheWriteTokens());
  }

  private void write(AuditRecord.Builder closing) {
    exchange.write(closing.build());
  }

  /** Names nothing of the request but its size. */
  @Override
  public String toString() {
    return "GuardedCall[" + request + "]";
  }
}
