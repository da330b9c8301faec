package dev.tacenda.claude.anthropic;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.claude.ResponseHead;
import dev.tacenda.claude.ResponseRefusedException;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the caller may see it. Its body is guarded when it is first asked for, and always
 * the same stream; closing the answer ends the exchange, also if nobody asked. Thread-safe; no lock
 * is held while the body is read, so that a close from another thread ends a read.
 */
@TrustedCode("The body of the answer is reachable only through the stream of the guard.")
final class MaskedResponse implements HttpResponse {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;

  private final HttpResponse answer;
  private final GuardedCall call;
  private final ResponseHead head;
  private final Headers headers;

  private final Object lock = new Object();
  private @Nullable InputStream body;
  private @Nullable RuntimeException refusal;

  private MaskedResponse(HttpResponse answer, GuardedCall call) {
    this.answer = answer;
    this.call = call;
    this.head =
        new ResponseHead(
            answer.statusCode(),
            first(answer.headers(), "Content-Type"),
            first(answer.headers(), "Content-Encoding"));
    // Masking changes the length, and what comes out is never encoded.
    this.headers =
        answer.headers().toBuilder().remove("Content-Length").remove("Content-Encoding").build();
  }

  /** Returns {@code answer} masked; if that fails, the answer is closed and the exchange ended. */
  static HttpResponse of(HttpResponse answer, GuardedCall call) {
    boolean guarded = false;
    try {
      HttpResponse masked = new MaskedResponse(answer, call);
      guarded = true;
      return masked;
    } finally {
      if (!guarded) {
        giveUp(answer, call);
      }
    }
  }

  private static void giveUp(HttpResponse answer, GuardedCall call) {
    try {
      answer.close();
    } finally {
      call.failed();
    }
  }

  private static String first(Headers headers, String name) {
    return headers.values(name).stream().findFirst().orElse("");
  }

  @Override
  public int statusCode() {
    return answer.statusCode();
  }

  @Override
  public Headers headers() {
    return headers;
  }

  /**
   * Returns the masked body.
   *
   * @throws ResponseRefusedException if it is of a kind that cannot be masked
   */
  @Override
  public InputStream body() {
    synchronized (lock) {
      if (refusal != null) {
        throw refusal;
      }
      if (body == null) {
        body = open();
      }
      return body;
    }
  }

  private InputStream open() {
    try {
      return head.status() == NO_CONTENT || head.status() == SWITCHING_PROTOCOLS
          ? nothing()
          : call.guard(head, answer.body());
    } catch (RuntimeException e) {
      refusal = e;
      giveUp(answer, call);
      throw e;
    }
  }

  /** Ends the exchange at once, because nobody need read or close a body that cannot be. */
  private InputStream nothing() {
    ResponseHead empty = new ResponseHead(head.status(), "", "");
    InputStream stream = call.guard(empty, InputStream.nullInputStream());
    try {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stream;
  }

  /** Closes the answer, and ends the exchange if its body did not. */
  @Override
  public void close() {
    try {
      closeBody();
    } finally {
      answer.close();
    }
  }

  private void closeBody() {
    try {
      body().close();
    } catch (ResponseRefusedException e) {
      // Known and recorded; who closes does not want the body.
    } catch (IOException e) {
      throw new UncheckedIOException("closing the answer failed", e);
    }
  }

  /** Names the status only. */
  @Override
  public String toString() {
    return "MaskedResponse[" + head.status() + "]";
  }
}
