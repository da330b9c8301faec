package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stand-in for Claude on 127.0.0.1: it checks requests as strictly as the real API does (see
 * {@link StrictCheck} and DESIGN.md of this module for what is and is not checked), answers what
 * the test scripts, and keeps every byte it was sent.
 *
 * <pre>{@code
 * try (FakeClaude claude = FakeClaude.start()) {
 *   claude.enqueue(Reply.text("Looks fine."));
 *   callClaude(claude.baseUrl());
 *   LeakCheck.of(planted).searchRequests(claude).report().assertClean();
 * }
 * }</pre>
 *
 * <p>A conversation of several turns is checked like one with Claude: thinking comes back as it was
 * signed and after the conversation it was signed in, calls of tools are paired with their results,
 * and the usage says what the prompt cache gave. So a masker that is not the same in every turn
 * fails here and not in production.
 *
 * <pre>{@code
 * claude.enqueue(Reply.message().andThinking("I look.").andToolUse("Read", "{\"path\":\"a\"}"));
 * claude.enqueue(Reply.message().andThinking("Now I know.").andText("It is fine."));
 * runAgent(claude.baseUrl());
 * assertThat(claude.refusals()).isEmpty();
 * assertThat(usageOfTheSecondAnswer.cacheReadInputTokens()).isPositive();
 * }</pre>
 *
 * <p>It serves messages (streamed or not), count_tokens, batches, files, models and {@code HEAD
 * /api/hello}; anything else is a 404 in Claude's error shape. A request that fails a check gets
 * its error and uses up no scripted reply. No client can hold it: each exchange has a deadline, and
 * {@link #close()} drops all connections. What it keeps, it keeps in memory. Thread-safe.
 */
public final class FakeClaude implements AutoCloseable {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

  /** The same in every FakeClaude, as every server of the real API knows the others' signatures. */
  private static final byte[] SHARED_KEY =
      "the key that all FakeClaudes share".getBytes(StandardCharsets.US_ASCII);

  private final RequestLog log = new RequestLog();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> outages = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private volatile Function<RecordedRequest, Reply> fallback = FakeClaude::introduce;
  private volatile Consumer<RecordedRequest> hook = request -> {};
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ClaudeEndpoints endpoints;
  private final boolean gzipIfAccepted;
  private final LoopbackServer server;

  /** Collects the limits and checks of a {@link FakeClaude}. Confined to one thread. */
  public static final class Builder {
    private final Set<StrictCheck> checks = EnumSet.allOf(StrictCheck.class);
    private int maxBodyBytes = 32 * 1024 * 1024;
    private Duration exchangeDeadline = Duration.ofSeconds(60);
    private Seals seals = new Seals(SHARED_KEY);
    private boolean gzipIfAccepted;

    private Builder() {}

    /**
     * Sets the largest body accepted; a larger one gets a 413 and is recorded up to this size.
     *
     * @param bytes 1..1 GiB; default 32 MiB, the limit of the Messages API
     */
    public Builder maxBodyBytes(int bytes) {
      this.maxBodyBytes = bytes;
      return this;
    }

    /**
     * Sets how long one exchange may take, from its first byte to the last byte of the answer;
     * after that the connection is dropped. A slow hook or reply function counts too.
     *
     * @param deadline 1 ms..1 h; default 60 s
     */
    public Builder exchangeDeadline(Duration deadline) {
      this.exchangeDeadline = deadline;
      return this;
    }

    /**
     * Turns checks off, for a test that sends what the real API would refuse.
     *
     * @param off the checks not to make
     */
    public Builder without(StrictCheck... off) {
      checks.removeAll(List.of(off));
      return this;
    }

    /**
     * Sets the key of all signatures and encrypted content. Without it all FakeClaudes share one,
     * so a conversation can go on with another of them, also in another process.
     *
     * @param key 16 bytes or more; copied
     * @throws IllegalArgumentException if the key is shorter
     */
    public Builder signingKey(byte[] key) {
      this.seals = new Seals(key);
      return this;
    }

    /** Compresses every answer with gzip if the request accepts that, as the real API does. */
    public Builder gzipIfAccepted() {
      this.gzipIfAccepted = true;
      return this;
    }

    /**
     * Binds to a free port of 127.0.0.1 and starts.
     *
     * @throws IllegalArgumentException if a limit is out of its range
     * @throws java.io.UncheckedIOException if no port can be bound
     */
    public FakeClaude start() {
      return new FakeClaude(this);
    }
  }

  private FakeClaude(Builder limits) {
    if (limits.maxBodyBytes < 1 || limits.maxBodyBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "maxBodyBytes must be in 1.." + (1 << 30) + ", was " + limits.maxBodyBytes);
    }
    Duration deadline = Objects.requireNonNull(limits.exchangeDeadline, "exchangeDeadline");
    if (deadline.toMillis() < 1 || deadline.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "exchangeDeadline must be in PT0.001S..PT1H, was " + deadline);
    }
    gzipIfAccepted = limits.gzipIfAccepted;
    endpoints = new ClaudeEndpoints(this::nextReply, limits.checks, limits.seals, this::baseUrl);
    server = LoopbackServer.start(this::answer, limits.maxBodyBytes, deadline);
  }

  /** Starts with the default limits and all checks. */
  public static FakeClaude start() {
    return builder().start();
  }

  /** Starts to set limits and checks. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The base URL for a client, such as {@code http://127.0.0.1:40123}, without a slash at the end.
   */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Scripts the next reply to a message request that has none yet. */
  public FakeClaude enqueue(Reply reply) {
    script.add(Objects.requireNonNull(reply, "reply"));
    return this;
  }

  /**
   * Scripts what the next requests get on whatever endpoint, before any check is made: for tests of
   * retries.
   *
   * <pre>{@code
   * Reply failure = Reply.error(500, "api_error", "try again");
   * claude.failNext(failure, failure).enqueue(Reply.text("third time lucky"));
   * }</pre>
   *
   * @param replies one for each request; {@link Reply#error} or {@link Reply#raw}
   */
  public FakeClaude failNext(Reply... replies) {
    outages.addAll(List.of(replies));
    return this;
  }

  /**
   * Sets what answers message requests when no scripted reply is left. Without it the answer is a
   * short text that says it comes from FakeClaude and how many bytes it saw.
   *
   * @param reply called on a thread of the server, possibly on several at once. If it throws, the
   *     request gets a 500 and {@link #close()} throws the same.
   */
  public FakeClaude replyWith(Function<RecordedRequest, Reply> reply) {
    fallback = Objects.requireNonNull(reply, "reply");
    return this;
  }

  /**
   * Sets a hook that is called after a request is recorded and before any byte of its answer is
   * sent: what the client did before sending can be checked here.
   *
   * @param action called on a thread of the server, possibly on several at once. If it throws, the
   *     request gets a 500 and {@link #close()} throws the same.
   */
  public FakeClaude onRequest(Consumer<RecordedRequest> action) {
    hook = Objects.requireNonNull(action, "action");
    return this;
  }

  /** A snapshot of what was received so far, in order of arrival. */
  public List<RecordedRequest> requests() {
    return log.all();
  }

  /**
   * Waits until so many requests have been received in all.
   *
   * @param count how many, 0 or more
   * @param atMost how long to wait
   * @return all requests received so far, at least {@code count}
   * @throws AssertionError if the time is over before
   */
  public List<RecordedRequest> awaitRequests(int count, Duration atMost) {
    return log.await(count, Objects.requireNonNull(atMost, "atMost"));
  }

  /** A snapshot of what was refused so far, in the order of the answers. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  private WireReply answer(RequestReader.Incoming incoming) {
    RecordedRequest request = log.add(incoming);
    try {
      hook.accept(request);
      ClaudeEndpoints.Answer answer = answerOrRefuse(request, incoming.fault());
      Reply reply = compresses(request) ? answer.reply().gzip() : answer.reply();
      return reply.render(answer.context());
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
      return Reply.error(500, "api_error", "a hook or reply function of the test failed")
          .header("x-should-retry", "false")
          .render(ClaudeEndpoints.context(request));
    }
  }

  private ClaudeEndpoints.Answer answerOrRefuse(
      RecordedRequest request, RequestReader.Fault fault) {
    Reply outage = outages.poll();
    if (outage != null) {
      return new ClaudeEndpoints.Answer(outage, ClaudeEndpoints.context(request));
    }
    try {
      return endpoints.answer(request, fault);
    } catch (Refused e) {
      Reply.Failure failure = e.failure();
      refusals.add(
          new Refusal(request.order(), failure.status(), failure.type(), failure.message()));
      return new ClaudeEndpoints.Answer(
          Reply.error(failure.status(), failure.type(), failure.message()),
          ClaudeEndpoints.context(request));
    }
  }

  private boolean compresses(RecordedRequest request) {
    return gzipIfAccepted && request.header("accept-encoding").orElse("").contains("gzip");
  }

  private Reply nextReply(RecordedRequest request) {
    Reply scripted = script.poll();
    return scripted != null ? scripted : fallback.apply(request);
  }

  private static Reply introduce(RecordedRequest request) {
    return Reply.text(
        "This is FakeClaude, not Claude. Your request had "
            + request.body().length
            + " bytes of body.");
  }

  /**
   * Drops all connections and stops within a second. What was recorded stays readable.
   *
   * @throws AssertionError what a hook or reply function threw first, if one did; or as is if it
   *     was a {@link RuntimeException}
   */
  @Override
  public void close() {
    server.close(STOP_WITHIN);
    Throwable first = failures.poll();
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first instanceof AssertionError e) {
      throw e;
    }
  }

  /** The address and the number of requests. */
  @Override
  public String toString() {
    return "FakeClaude{" + baseUrl() + ", " + requests().size() + " requests}";
  }
}
