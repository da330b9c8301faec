package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The batches of {@code /v1/messages/batches}, in memory: answered when they are created, ended
 * when they are asked for. Thread-safe.
 */
final class BatchShelf {

  /** Answers one request of a batch. */
  interface Answerer {
    /** The {@code result} object. */
    String result(RecordedRequest request, Map<?, ?> params);
  }

  private static final int MAX_CUSTOM_ID = 64;

  private static final class Batch {
    private final String id;
    private final List<String> ids;
    private final List<String> results;
    private String status = "in_progress";

    private Batch(String id, List<String> ids, List<String> results) {
      this.id = id;
      this.ids = ids;
      this.results = results;
    }

    private boolean hasEnded() {
      return status.equals("ended");
    }

    private void cancel() {
      if (!hasEnded()) {
        status = "canceling";
        results.replaceAll(result -> "{\"type\":\"canceled\"}");
      }
    }

    private long count(String type) {
      return results.stream().filter(r -> r.startsWith("{\"type\":\"" + type + "\"")).count();
    }

    private String json(String baseUrl) {
      return "{\"id\":"
          + quote(id)
          + ",\"type\":\"message_batch\",\"processing_status\":"
          + quote(status)
          + ",\"request_counts\":"
          + counts()
          + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"expires_at\":\"2026-01-02T00:00:00Z\""
          + ",\"archived_at\":null,\"cancel_initiated_at\":null,\"ended_at\":"
          + (hasEnded() ? "\"2026-01-01T00:00:01Z\"" : "null")
          + ",\"results_url\":"
          + (hasEnded() ? quote(baseUrl + "/v1/messages/batches/" + id + "/results") : "null")
          + "}";
    }

    private String counts() {
      boolean ended = hasEnded();
      return "{\"processing\":"
          + (ended ? 0 : results.size())
          + ",\"succeeded\":"
          + (ended ? count("succeeded") : 0)
          + ",\"errored\":"
          + (ended ? count("errored") : 0)
          + ",\"canceled\":"
          + (ended ? count("canceled") : 0)
          + ",\"expired\":0}";
    }

    private String lines() {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < ids.size(); i++) {
        lines
            .append("{\"custom_id\":")
            .append(quote(ids.get(i)))
            .append(",\"result\":")
            .append(results.get(i))
            .append("}\n");
      }
      return lines.toString();
    }
  }

  private final Map<String, Batch> batches = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Answerer answerer;

  BatchShelf(Answerer answerer) {
    this.answerer = answerer;
  }

  /** {@code POST /v1/messages/batches}. */
  Reply create(RecordedRequest request, String baseUrl) throws Refused {
    Map<?, ?> body = RequestChecks.body(request);
    List<?> requests = Fields.list("requests", JsonTree.member(body, "requests"));
    Fields.require(!requests.isEmpty(), "requests: at least one request is required");
    Map<String, Map<?, ?>> paramsById = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      submit("requests." + i, requests.get(i), paramsById);
    }
    List<String> results = new ArrayList<>();
    paramsById.values().forEach(params -> results.add(answerer.result(request, params)));
    String id = "msgbatch_fake_" + ReplyContext.pad(request.order());
    Batch batch = new Batch(id, List.copyOf(paramsById.keySet()), results);
    batches.put(id, batch);
    return Answers.json(batch.json(baseUrl));
  }

  private static void submit(
      String place, @Nullable Object value, Map<String, Map<?, ?>> paramsById) throws Refused {
    Map<?, ?> one = Fields.object(place, value);
    String id = Fields.text(place + ".custom_id", JsonTree.member(one, "custom_id"));
    Fields.require(
        Fields.isName(id, MAX_CUSTOM_ID),
        place + ".custom_id: Input should be 1 to 64 letters, digits, '_' or '-'");
    Map<?, ?> params = Fields.object(place + ".params", JsonTree.member(one, "params"));
    Fields.require(
        paramsById.put(id, params) == null, place + ".custom_id: another request has this id");
  }

  /** {@code GET /v1/messages/batches}. */
  Reply list(String baseUrl) {
    synchronized (batches) {
      String all =
          batches.values().stream()
              .map(batch -> batch.json(baseUrl))
              .collect(Collectors.joining(","));
      return Answers.json("{\"data\":[" + all + "],\"has_more\":false}");
    }
  }

  /** {@code GET /v1/messages/batches/{id}}, after which it has ended. */
  Reply describe(String id, String baseUrl) throws Refused {
    synchronized (batches) {
      Batch batch = find(id);
      batch.status = "ended";
      return Answers.json(batch.json(baseUrl));
    }
  }

  /** {@code POST /v1/messages/batches/{id}/cancel}. */
  Reply cancel(String id, String baseUrl) throws Refused {
    synchronized (batches) {
      Batch batch = find(id);
      batch.cancel();
      return Answers.json(batch.json(baseUrl));
    }
  }

  /** {@code DELETE /v1/messages/batches/{id}}. */
  Reply delete(String id) throws Refused {
    synchronized (batches) {
      Fields.require(find(id).hasEnded(), "a batch can be deleted when it has ended");
      batches.remove(id);
      return Answers.json("{\"type\":\"message_batch_deleted\",\"id\":" + quote(id) + "}");
    }
  }

  /** {@code GET /v1/messages/batches/{id}/results}. */
  Reply results(String id) throws Refused {
    synchronized (batches) {
      Batch batch = find(id);
      Fields.require(batch.hasEnded(), "a batch has results when it has ended");
      return Reply.raw(200, "application/x-jsonl", Bodies.utf8(batch.lines()));
    }
  }

  private Batch find(String id) throws Refused {
    Batch batch = batches.get(id);
    if (batch == null) {
      throw Refused.notFound();
    }
    return batch;
  }

  private static String quote(String text) {
    return JsonEscapes.MINIMAL.quote(text);
  }

  @Override
  public String toString() {
    return "BatchShelf[" + batches.size() + " batches]";
  }
}
