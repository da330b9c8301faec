package dev.tacenda.claude.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import dev.tacenda.mask.TrustedCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What differs between the versions of the SDK from 2.37.0 on that one binary runs on. Everything
 * else that this package uses is the same in all of them.
 */
@TrustedCode("A body that is not found here would be sent unmasked.")
final class SdkVersion {
  /** Returns an {@code Optional} in 3.x, and the body or null in 2.x. */
  private static final Method BODY =
      method(HttpRequest.class, "body")
          .orElseThrow(() -> new IllegalStateException("this SDK has no HttpRequest.body()"));

  private static final boolean HAS_OPTIONS =
      method(AnthropicClient.class, "options").isPresent()
          && method(AnthropicClientAsync.class, "options").isPresent();

  private static final boolean HAS_TRACES =
      method(ClientOptions.class, "openTelemetry").isPresent();

  private SdkVersion() {}

  /** Returns the body of a request. */
  static Optional<HttpRequestBody> body(HttpRequest request) {
    try {
      Object body = BODY.invoke(request);
      return body instanceof Optional<?> optional
          ? optional.map(HttpRequestBody.class::cast)
          : Optional.ofNullable((HttpRequestBody) body);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the body of a request cannot be read", e);
    }
  }

  /** Returns the options of a client, which it does not show itself before 2.75. */
  static ClientOptions options(AnthropicClient client) {
    if (HAS_OPTIONS) {
      return client.options();
    }
    AtomicReference<ClientOptions> seen = new AtomicReference<>();
    var unused = client.withOptions(builder -> seen.set(builder.build()));
    return Objects.requireNonNull(seen.get(), "options");
  }

  /** Returns the options of a client, which it does not show itself before 2.75. */
  static ClientOptions options(AnthropicClientAsync client) {
    if (HAS_OPTIONS) {
      return client.options();
    }
    AtomicReference<ClientOptions> seen = new AtomicReference<>();
    var unused = client.withOptions(builder -> seen.set(builder.build()));
    return Objects.requireNonNull(seen.get(), "options");
  }

  /** Returns true if the SDK writes OpenTelemetry spans. */
  static boolean hasTraces() {
    return HAS_TRACES;
  }

  private static Optional<Method> method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(each -> each.getName().equals(name) && each.getParameterCount() == 0)
        .findFirst();
  }
}
