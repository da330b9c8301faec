package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Calls the server: no redirects, no retries, no more bytes and no more time than said. */
@TrustedCode("The token goes to the one host that was configured.")
final class HttpCalls {
  private static final MediaType JSON = MediaType.get("application/json");

  private final HttpUrl base;
  private final Supplier<String> token;
  private final OkHttpClient client;

  HttpCalls(HttpUrl base, Supplier<String> token, Duration callTimeout) {
    this.base = base;
    this.token = token;
    this.client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .callTimeout(callTimeout)
            .build();
  }

  /** An answer. Immutable but for the array of its body. */
  static final class Answer {
    private final int status;
    private final byte[] body;
    private final String etag;
    private final String retryAfter;

    private Answer(Response response, byte[] body) {
      this.status = response.code();
      this.body = body;
      this.etag = Objects.requireNonNullElse(response.header("ETag"), "");
      this.retryAfter = Objects.requireNonNullElse(response.header("Retry-After"), "");
    }

    int status() {
      return status;
    }

    /** Returns the content; nothing if it is not JSON. */
    byte[] body() {
      return body;
    }

    /** Returns the header; empty if there is none. */
    String etag() {
      return etag;
    }

    /** Returns the header; empty if there is none. */
    String retryAfter() {
      return retryAfter;
    }
  }

  Answer get(String path, String etag, int maxBytes) throws StoreException {
    Request.Builder request = request(path).get();
    return call(etag.isEmpty() ? request : request.header("If-None-Match", etag), maxBytes);
  }

  Answer post(String path, byte[] json, int maxBytes) throws StoreException {
    return call(request(path).post(RequestBody.create(json, JSON)), maxBytes);
  }

  private Request.Builder request(String path) {
    HttpUrl url = base.newBuilder().addPathSegments(path).build();
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + Objects.requireNonNull(token.get(), "token"))
        .header("Accept", "application/json")
        .header("Accept-Encoding", "identity");
  }

  private Answer call(Request.Builder request, int maxBytes) throws StoreException {
    try (Response response = client.newCall(request.build()).execute()) {
      int status = response.code();
      if (status >= 300 && status < 400 && status != 304) {
        throw new StoreException(ApprovalDenial.SERVER_REDIRECTS);
      }
      if (status >= 500) {
        throw new StoreException(ApprovalDenial.UNAVAILABLE);
      }
      return new Answer(response, body(response, maxBytes));
    } catch (IOException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
  }

  private static byte[] body(Response response, int maxBytes) throws IOException, StoreException {
    @Nullable ResponseBody body = response.body();
    if (body == null) {
      return new byte[0];
    }
    byte[] bytes = body.byteStream().readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new StoreException(ApprovalDenial.SERVER_ANSWER_TOO_LARGE);
    }
    @Nullable MediaType type = body.contentType();
    boolean json =
        type != null && type.type().equals("application") && type.subtype().equals("json");
    return json ? bytes : new byte[0];
  }
}
