package dev.tacenda.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers each endpoint of FakeClaude: checks first, then the script. Thread-safe. */
final class ClaudeEndpoints {

  private static final String BATCHES = "/v1/messages/batches/";
  private static final String FILES = "/v1/files/";
  private static final String MODELS = "/v1/models/";

  private final Function<RecordedRequest, Reply> script;
  private final StrictChecks checks;
  private final Seals seals;
  private final Supplier<String> baseUrl;
  private final SeenPrefixes seen = new SeenPrefixes();
  private final PromptCache cache = new PromptCache();
  private final FileShelf files = new FileShelf();
  private final BatchShelf batches = new BatchShelf(this::batchResult);

  /**
   * @param script the reply to a message request that passed all checks
   * @param strict made beyond the form of a request
   * @param seals signs what is said
   * @param baseUrl of this server
   */
  ClaudeEndpoints(
      Function<RecordedRequest, Reply> script,
      Set<StrictCheck> strict,
      Seals seals,
      Supplier<String> baseUrl) {
    this.script = script;
    this.checks = new StrictChecks(strict, seals, seen);
    this.seals = seals;
    this.baseUrl = baseUrl;
  }

  /** What a reply is rendered with. */
  record Answer(Reply reply, ReplyContext context) {}

  /** Answers a request, or refuses it. */
  Answer answer(RecordedRequest request, RequestReader.Fault fault) throws Refused {
    whole(fault);
    String call = request.method() + " " + request.path();
    return switch (call) {
      case "POST /v1/messages" -> messages(request);
      case "POST /v1/messages/count_tokens" -> plain(request, countTokens(request));
      case "HEAD /api/hello" -> plain(request, Answers.json("{}"));
      default -> plain(request, other(request, call));
    };
  }

  private static void whole(RequestReader.Fault fault) throws Refused {
    switch (fault) {
      case NONE -> {}
      case TOO_LARGE ->
          throw new Refused(413, "request_too_large", "Request exceeds the maximum size");
      case MALFORMED, BROKEN_OFF -> throw Refused.invalid("malformed HTTP request");
    }
  }

  private Reply other(RecordedRequest request, String call) throws Refused {
    return switch (call) {
      case "GET /v1/models" -> checked(request, Answers.json(Answers.MODELS));
      case "POST /v1/files" -> checked(request, files).upload(request);
      case "GET /v1/files" -> checked(request, files).list();
      case "POST /v1/messages/batches" -> checked(request, batches).create(request, baseUrl.get());
      case "GET /v1/messages/batches" -> checked(request, batches).list(baseUrl.get());
      default -> one(request);
    };
  }

  /** Answers for one model, file or batch. */
  private Reply one(RecordedRequest request) throws Refused {
    String path = request.path();
    if (path.startsWith(BATCHES)) {
      return batch(checked(request, request), path.substring(BATCHES.length()));
    }
    if (path.startsWith(FILES)) {
      return file(checked(request, request), path.substring(FILES.length()));
    }
    if (request.method().equals("GET") && path.equals(MODELS + "claude-fake-1")) {
      return checked(request, Answers.json(Answers.MODEL));
    }
    throw Refused.notFound();
  }

  private Reply batch(RecordedRequest request, String rest) throws Refused {
    String id = rest.split("/", 2)[0];
    return switch (request.method() + rest.substring(id.length())) {
      case "GET" -> batches.describe(id, baseUrl.get());
      case "GET/results" -> batches.results(id);
      case "POST/cancel" -> batches.cancel(id, baseUrl.get());
      case "DELETE" -> batches.delete(id);
      default -> throw Refused.notFound();
    };
  }

  private Reply file(RecordedRequest request, String rest) throws Refused {
    String id = rest.split("/", 2)[0];
    return switch (request.method() + rest.substring(id.length())) {
      case "GET" -> files.describe(id);
      case "GET/content" -> files.download(id);
      case "DELETE" -> files.delete(id);
      default -> throw Refused.notFound();
    };
  }

  private static <T> T checked(RecordedRequest request, T next) throws Refused {
    RequestChecks.credential(request);
    return next;
  }

  private Answer messages(RecordedRequest request) throws Refused {
    Conversation conversation = RequestChecks.messages(RequestChecks.body(request));
    return answer(request, conversation, conversation.isStreamed());
  }

  private Answer answer(RecordedRequest request, Conversation conversation, boolean stream)
      throws Refused {
    List<SealChecks.Dropped> dropped = checks.check(conversation, betas(request));
    seen.add(conversation);
    Reply reply = script.apply(request);
    PromptCache.Prompt prompt = PromptCache.Prompt.of(conversation);
    Usage usage = cache.usage(prompt);
    if (reply.isAnswered()) {
      cache.write(prompt);
    }
    Sealer sealer = Sealer.after(conversation, seals, seen::add);
    return new Answer(
        reply,
        new ReplyContext(request.order(), conversation.model(), stream, usage, sealer, dropped));
  }

  private String batchResult(RecordedRequest request, Map<?, ?> params) {
    try {
      Answer answer = answer(request, RequestChecks.messages(params), false);
      return answer.reply().batchResult(answer.context());
    } catch (Refused e) {
      Reply.Failure failure = e.failure();
      return Reply.error(failure.status(), failure.type(), failure.message())
          .batchResult(context(request));
    }
  }

  private Reply countTokens(RecordedRequest request) throws Refused {
    Conversation conversation = RequestChecks.conversation(RequestChecks.body(request));
    checks.check(conversation, betas(request));
    int tokens = PromptCache.Prompt.of(conversation).total();
    return Answers.json("{\"input_tokens\":" + tokens + "}");
  }

  private static String betas(RecordedRequest request) {
    return String.join(",", request.headers().getOrDefault("anthropic-beta", List.of()));
  }

  private static Answer plain(RecordedRequest request, Reply reply) {
    return new Answer(reply, context(request));
  }

  static ReplyContext context(RecordedRequest request) {
    return new ReplyContext(request.order(), "", false, 1);
  }
}
