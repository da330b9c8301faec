package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the handler of the application the masked body of one answer. An answer that cannot be
 * masked fails, and nothing of it is given. Thread-safe.
 */
@TrustedCode("The application's handler sees no byte that did not come out of the guard's stream.")
final class MaskingBodyHandler<T> implements BodyHandler<T> {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final BodyHandler<T> handler;
  private final GuardedCall call;
  private final Object lock = new Object();
  private @Nullable InputStream guarded;
  private boolean abandoned;

  MaskingBodyHandler(BodyHandler<T> handler, GuardedCall call) {
    this.handler = handler;
    this.call = call;
  }

  @Override
  public BodySubscriber<T> apply(ResponseInfo info) {
    boolean compressed = GZIP.contains(encoding(info).toLowerCase(Locale.ROOT));
    FedBody body = new FedBody();
    try {
      InputStream stream = open(head(info, compressed), body);
      BodySubscriber<T> target = handler.apply(new MaskedInfo(info));
      Optional<Gunzip> gunzip = compressed ? Optional.of(new Gunzip()) : Optional.empty();
      return new MaskingBodySubscriber<>(target, body, stream, gunzip);
    } catch (RuntimeException e) {
      abandon();
      // Thrown here it would leave the connection open.
      return new RefusingBodySubscriber<>(e);
    }
  }

  private InputStream open(ResponseHead head, FedBody body) {
    synchronized (lock) {
      if (abandoned) {
        throw new IllegalStateException("the call was given up");
      }
      InputStream stream = call.guard(head, body);
      guarded = stream;
      if (head.isEncoded()) {
        // Whatever the guard can decode: a body that is fed cannot be decoded there.
        throw new ResponseRefusedException(Reason.ENCODED, "only gzip is decoded here");
      }
      return stream;
    }
  }

  private static ResponseHead head(ResponseInfo info, boolean decoded) {
    return new ResponseHead(
        info.statusCode(),
        info.headers().firstValue("Content-Type").orElse(""),
        decoded ? "" : encoding(info));
  }

  private static String encoding(ResponseInfo info) {
    return String.join(", ", info.headers().allValues("Content-Encoding")).strip();
  }

  /** Ends the exchange, if its answer has not: there was none, or nobody wants the rest. */
  void abandon() {
    synchronized (lock) {
      abandoned = true;
      call.failed();
      if (guarded != null) {
        close(guarded);
      }
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the answer failed", e);
    }
  }

  /** What the handler of the application may know before the body. */
  private record MaskedInfo(ResponseInfo info) implements ResponseInfo {
    @Override
    public int statusCode() {
      return info.statusCode();
    }

    @Override
    public HttpHeaders headers() {
      return MaskedHttpResponse.withoutLength(info.headers());
    }

    @Override
    public Version version() {
      return info.version();
    }

    /** Names the status only. */
    @Override
    public String toString() {
      return "MaskedInfo[" + statusCode() + "]";
    }
  }
}
