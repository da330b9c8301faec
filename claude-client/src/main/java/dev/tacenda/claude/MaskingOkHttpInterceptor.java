package dev.tacenda.claude;

import dev.tacenda.claude.gate.internal.SpentOkHttpBuffers;
import dev.tacenda.mask.TrustedCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;

/**
 * Puts a {@link TrafficGuard} under an OkHttp client that is used for Claude. Works on OkHttp 4.12
 * and 5.x.
 *
 * <pre>{@code
 * OkHttpClient client =
 *     existing.newBuilder().addInterceptor(MaskingOkHttpInterceptor.of(guard)).build();
 * }</pre>
 *
 * <p>Add it as an <em>application</em> interceptor, and last, so that it sees what the others have
 * written. Requests to endpoints that the guard does not cover are denied, so use a client of its
 * own for Claude. Build it with {@code followRedirects(false)}: OkHttp follows a redirect below
 * this interceptor, with the body and the key.
 *
 * <p>If the guard brings the credential, let the client speak HTTP/1.1: connections of HTTP/2
 * remember headers. The answer names the client's own request, without the credential; close it.
 *
 * <p>A denied request throws {@link DeniedCallException}. Thread-safe.
 */
@TrustedCode("What it passes on is what the guard admitted, and what it returns is what it masked.")
public final class MaskingOkHttpInterceptor implements Interceptor {
  private final TrafficGuard guard;

  private MaskingOkHttpInterceptor(TrafficGuard guard) {
    this.guard = Objects.requireNonNull(guard, "guard");
  }

  /** Returns an interceptor that sends every request through {@code guard}. */
  public static MaskingOkHttpInterceptor of(TrafficGuard guard) {
    return new MaskingOkHttpInterceptor(guard);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    GuardedCall call = admit(chain.request());
    Response response = send(chain, call);
    boolean guarded = false;
    try {
      Response masked = masked(withoutCredential(response, chain.request()), call);
      guarded = true;
      return masked;
    } finally {
      if (!guarded) {
        response.close();
      }
    }
  }

  /** An answer names the request it answers, and that has the credential on it. */
  private static Response withoutCredential(Response response, Request original) {
    Response.Builder builder = response.newBuilder().request(original);
    Response network = response.networkResponse();
    if (network != null) {
      builder.networkResponse(network.newBuilder().request(original).build());
    }
    return builder.build();
  }

  private GuardedCall admit(Request request) throws IOException {
    try {
      return guard.admit(read(request));
    } catch (RequestDeniedException e) {
      throw new DeniedCallException(e);
    }
  }

  private static Response send(Chain chain, GuardedCall call) throws IOException {
    boolean sent = false;
    try {
      Response response = chain.proceed(write(chain.request(), call.request()));
      sent = true;
      return response;
    } finally {
      if (!sent) {
        call.failed();
      }
      SpentOkHttpBuffers.overwrite();
    }
  }

  private static ClaudeRequest read(Request request) throws IOException {
    ClaudeRequest.Builder builder =
        ClaudeRequest.builder(request.method(), request.url().encodedPath());
    String query = request.url().encodedQuery();
    builder.query(query == null ? "" : query);
    request.headers().forEach(header -> builder.header(header.getFirst(), header.getSecond()));
    RequestBody body = request.body();
    if (body != null) {
      MediaType type = body.contentType();
      builder.body(type == null ? "" : type.toString(), bytes(body));
    }
    return builder.build();
  }

  private static byte[] bytes(RequestBody body) throws IOException {
    if (body.isDuplex()) {
      throw new DeniedCallException(
          new RequestDeniedException(RequestDeniedException.Reason.BODY_NOT_INSPECTABLE));
    }
    Buffer buffer = new Buffer();
    body.writeTo(buffer);
    return buffer.readByteArray();
  }

  private static Request write(Request original, ClaudeRequest masked) {
    Headers.Builder headers = new Headers.Builder();
    masked.headers().forEach(header -> headers.addUnsafeNonAscii(header.name(), header.value()));
    headers.removeAll("Content-Length");
    RequestBody body = null;
    if (masked.hasBody()) {
      MediaType type = masked.contentType().isEmpty() ? null : MediaType.get(masked.contentType());
      body = RequestBody.create(masked.body(), type);
    }
    return original.newBuilder().headers(headers.build()).method(original.method(), body).build();
  }

  private static Response masked(Response response, GuardedCall call) {
    ResponseBody body = Objects.requireNonNull(response.body(), "body");
    ResponseHead head =
        new ResponseHead(
            response.code(),
            response.header("Content-Type", ""),
            response.header("Content-Encoding", ""));
    InputStream guarded = overwriting(call.guard(head, body.byteStream()));
    // The length changes with every placeholder, so it is not known until the end; the guard has
    // decoded what was encoded.
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .removeHeader("Content-Encoding")
        .body(ResponseBody.create(Okio.buffer(Okio.source(guarded)), body.contentType(), -1))
        .build();
  }

  /**
   * The answer was read into the buffer that the request was written from, and where it is shorter
   * the end of a header shows behind it. Once it is closed the buffer is spent.
   */
  private static InputStream overwriting(InputStream guarded) {
    return new FilterInputStream(guarded) {
      @Override
      public void close() throws IOException {
        try {
          super.close();
        } finally {
          SpentOkHttpBuffers.overwrite();
        }
      }
    };
  }

  @Override
  public String toString() {
    return "MaskingOkHttpInterceptor[" + guard + "]";
  }
}
