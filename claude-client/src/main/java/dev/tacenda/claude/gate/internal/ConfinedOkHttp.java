package dev.tacenda.claude.gate.internal;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.HttpFailure.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which gates talk HTTP. It goes to the address it is given and nowhere else:
 *
 * <ul>
 *   <li>no redirects, cookies, cache, authenticators, interceptors, and no retries unless wanted;
 *   <li>only https; http only through a door, and then only to addresses of this machine, wherever
 *       the name says it leads;
 *   <li>no answer that takes longer, is longer, or is coded.
 * </ul>
 *
 * <pre>{@code
 * ConfinedOkHttp http = ConfinedOkHttp.builder(Duration.ofSeconds(10)).build();
 * HttpAnswer answer = http.get(uri, Map.of("Accept", "application/json"), 64 * 1024);
 * }</pre>
 *
 * <p>Thread-safe. Blocks for up to its time limit; an interrupt ends a call, and leaves the flag.
 */
@TrustedCode("What is sent goes to one server, and failures say nothing of it.")
public final class ConfinedOkHttp {
  /** The longest answer, in bytes, that can be asked for. */
  public static final int MAX_BYTES = 256 * 1024 * 1024;

  private static final List<String> HEADERS = List.of("ETag", "Retry-After", "Content-Type");

  private final OkHttpClient secure;
  private final @Nullable OkHttpClient plain;
  private final @Nullable Predicate<InetAddress> addresses;
  private final Set<Integer> withBody;
  private final boolean keepsNothing;

  private ConfinedOkHttp(Builder builder) {
    OkHttpClients clients =
        new OkHttpClients(
            builder.timeout,
            builder.route,
            builder.resolver,
            builder.retries,
            builder.keepsNothing);
    this.secure = clients.secure(builder.addresses);
    this.plain = builder.plainHttpToLoopback ? clients.plainToLoopback() : null;
    this.addresses = builder.addresses;
    this.withBody = builder.withBody;
    this.keepsNothing = builder.keepsNothing;
  }

  /** Finds the addresses of a host. */
  @FunctionalInterface
  public interface Resolver {
    /** Returns the addresses of {@code host}. */
    List<InetAddress> lookup(String host) throws UnknownHostException;
  }

  /**
   * Starts one.
   *
   * @param timeout of a call, from the name of the server to the last byte of the answer
   * @throws IllegalArgumentException if that is not positive, or more than 5 minutes
   */
  public static Builder builder(Duration timeout) {
    return new Builder(timeout);
  }

  /**
   * Gets {@code uri}.
   *
   * @param headers may be secret
   * @param maxBytes how long the answer may be: 0 to {@link #MAX_BYTES}
   * @throws HttpFailure if there is no answer, or one that is refused whatever it says
   */
  public HttpAnswer get(URI uri, Map<String, String> headers, int maxBytes) throws HttpFailure {
    return call(uri, headers, null, maxBytes);
  }

  /**
   * Posts {@code content}, whose type is among {@code headers}.
   *
   * @param content not copied, so that it can be wiped afterwards
   * @throws HttpFailure as with {@link #get}
   */
  public HttpAnswer post(URI uri, Map<String, String> headers, byte[] content, int maxBytes)
      throws HttpFailure {
    return call(uri, headers, Objects.requireNonNull(content, "content"), maxBytes);
  }

  private HttpAnswer call(
      URI uri, Map<String, String> headers, byte @Nullable [] content, int maxBytes)
      throws HttpFailure {
    if (maxBytes < 0 || maxBytes > MAX_BYTES) {
      throw new IllegalArgumentException("maxBytes must be in 0.." + MAX_BYTES);
    }
    Request request = request(uri, headers, content);
    try (Response response = clientFor(request.url()).newCall(request).execute()) {
      return answer(response, maxBytes);
    } catch (HttpFailure e) {
      throw e;
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (keepsNothing) {
        SpentOkHttpBuffers.overwrite();
      }
    }
  }

  private static Request request(URI uri, Map<String, String> headers, byte @Nullable [] content)
      throws HttpFailure {
    if (uri.getHost() == null) {
      throw new HttpFailure(Reason.NOT_A_REQUEST); // two parsers could see two hosts in it
    }
    try {
      Request.Builder request = new Request.Builder().url(uri.toString());
      headers.forEach(request::header);
      if (content != null) {
        request.post(RequestBody.create(content));
      }
      // No coding, so that a small answer cannot become a large one.
      return request.header("Accept-Encoding", "identity").build();
    } catch (IllegalArgumentException e) {
      throw new HttpFailure(Reason.NOT_A_REQUEST); // its message may quote headers
    }
  }

  /** Looks at the address as the client will understand it, not as somebody else does. */
  private OkHttpClient clientFor(HttpUrl url) throws HttpFailure {
    if (!url.isHttps()) {
      if (plain == null || !HttpAddress.isLoopback(url.host())) {
        throw new HttpFailure(Reason.NOT_HTTPS);
      }
      return plain;
    }
    boolean known = HttpAddress.isLiteral(url.host()) || HttpAddress.isLoopback(url.host());
    if (addresses != null && known) {
      requireAllowed(url.host(), addresses); // no resolver is asked, and a proxy might not care
    }
    return secure;
  }

  private static void requireAllowed(String literal, Predicate<InetAddress> rule)
      throws HttpFailure {
    try {
      if (rule.test(InetAddress.getByName(literal))) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new HttpFailure(Reason.NOT_A_REQUEST);
    }
    throw new HttpFailure(Reason.ADDRESS_REFUSED);
  }

  private HttpAnswer answer(Response response, int maxBytes) throws IOException {
    int status = response.code();
    if (status >= 300 && status < 400 && status != 304) {
      throw new HttpFailure(Reason.REDIRECTED, "status " + status);
    }
    Map<String, String> headers = new HashMap<>();
    for (String name : HEADERS) {
      headers.put(name, Objects.requireNonNullElse(response.header(name), ""));
    }
    boolean read = withBody.contains(status);
    return new HttpAnswer(status, headers, read ? body(response, maxBytes) : new byte[0]);
  }

  private static byte[] body(Response response, int maxBytes) throws IOException {
    String coding = Objects.requireNonNullElse(response.header("Content-Encoding"), "identity");
    if (!coding.equals("identity")) {
      throw new HttpFailure(Reason.CODED);
    }
    try (ResponseBody body = Objects.requireNonNull(response.body(), "body")) {
      if (body.contentLength() > maxBytes) {
        throw new HttpFailure(Reason.TOO_LARGE, body.contentLength() + " bytes");
      }
      byte[] bytes = body.byteStream().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new HttpFailure(Reason.TOO_LARGE, "more than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /** Keeps the class of what happened only: messages of the client hold addresses. */
  private static HttpFailure failure(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof RefusedAddressException) {
        return new HttpFailure(Reason.ADDRESS_REFUSED);
      }
    }
    if (e instanceof InterruptedIOException) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      return new HttpFailure(interrupted ? Reason.INTERRUPTED : Reason.TIMED_OUT);
    }
    return new HttpFailure(Reason.UNREACHABLE, e.getClass().getSimpleName());
  }

  @Override
  public String toString() {
    return "ConfinedOkHttp";
  }

  /** Collects what is allowed beside https. Confined to one thread. */
  public static final class Builder {
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);

    private final Duration timeout;
    private HttpRoute route = HttpRoute.direct();
    private @Nullable Predicate<InetAddress> addresses;
    private @Nullable Resolver resolver;
    private Set<Integer> withBody = Set.of(200);
    private boolean plainHttpToLoopback;
    private boolean retries;
    private boolean keepsNothing;

    private Builder(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException("timeout must be in 1ms..5m, was " + timeout);
      }
      this.timeout = timeout;
    }

    /** Sets proxy and trust; direct and that of the JVM unless set. */
    public Builder route(HttpRoute way) {
      this.route = Objects.requireNonNull(way, "way");
      return this;
    }

    /**
     * Sets which addresses may be connected to with https. Names are looked at when they are
     * resolved, and addresses when a socket connects. The proxy of the JVM is not used then; of one
     * that the route names, only addresses within a URL can be refused, because it resolves names
     * itself.
     */
    public Builder addresses(Predicate<InetAddress> rule) {
      this.addresses = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Sets who resolves names. */
    public Builder resolver(Resolver names) {
      this.resolver = Objects.requireNonNull(names, "names");
      return this;
    }

    /** Sets with which statuses the body is read; 200 only unless set. */
    public Builder bodiesOf(Integer... statuses) {
      this.withBody = Set.of(statuses);
      return this;
    }

    /** Has a request sent again on another connection if the first one fails. */
    public Builder retrying() {
      this.retries = true;
      return this;
    }

    /**
     * Keeps nothing that went through it: HTTP/1.1, because HTTP/2 remembers headers to compress
     * the next ones, no connection is kept, and spent buffers are overwritten.
     */
    public Builder keepingNothing() {
      this.keepsNothing = true;
      return this;
    }

    /** Allows http, in the clear, to addresses of this machine. */
    public Builder dangerouslyAllowPlainHttpToLoopback() {
      this.plainHttpToLoopback = true;
      return this;
    }

    /** Returns it. Nothing is connected to yet. */
    public ConfinedOkHttp build() {
      return new ConfinedOkHttp(this);
    }
  }
}
