package dev.tacenda.claude.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.LogLevel;
import com.anthropic.core.http.Interceptor;
import com.anthropic.core.opentelemetry.OpenTelemetryContentMode;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Objects;

/**
 * Puts a {@link TrafficGuard} under an existing client of the official Anthropic SDK.
 *
 * <pre>{@code
 * AnthropicClient claude = GuardedAnthropic.guard(AnthropicOkHttpClient.fromEnv(), guard);
 * }</pre>
 *
 * <p>The given client is not changed and still sends unmasked: use the returned one only. Both
 * share connections and threads, so closing one closes the other.
 *
 * <p>Two outlets of the SDK lie outside the guard and are shut: its log, which would hold raw
 * answers at level debug, is switched off, and its OpenTelemetry spans hold metadata only, never
 * content. Whoever calls {@code withOptions} on the returned client can undo all of this; {@link
 * #isGuarded} tells.
 */
@TrustedCode("No byte of the returned client's calls goes anywhere but through the guard.")
public final class GuardedAnthropic {
  private GuardedAnthropic() {}

  /**
   * Returns {@code client} with all its calls going through {@code guard}, also those of its {@code
   * async()} view.
   *
   * @throws IllegalStateException if the client has a {@link MaskingInterceptor} already
   */
  public static AnthropicClient guard(AnthropicClient client, TrafficGuard guard) {
    Objects.requireNonNull(guard, "guard");
    requireUnguarded(client.options());
    return client.withOptions(builder -> install(builder, client.options(), guard));
  }

  /**
   * Returns {@code client} with all its calls going through {@code guard}, also those of its {@code
   * sync()} view.
   *
   * @throws IllegalStateException if the client has a {@link MaskingInterceptor} already
   */
  public static AnthropicClientAsync guard(AnthropicClientAsync client, TrafficGuard guard) {
    Objects.requireNonNull(guard, "guard");
    requireUnguarded(client.options());
    return client.withOptions(builder -> install(builder, client.options(), guard));
  }

  /**
   * Returns true if the calls of {@code client} go through a guard, nothing comes after it, and log
   * and spans hold no content.
   */
  public static boolean isGuarded(AnthropicClient client) {
    return isGuarded(client.options());
  }

  /**
   * Returns true if the calls of {@code client} go through a guard, nothing comes after it, and log
   * and spans hold no content.
   */
  public static boolean isGuarded(AnthropicClientAsync client) {
    return isGuarded(client.options());
  }

  private static boolean isGuarded(ClientOptions options) {
    List<Interceptor> interceptors = options.interceptors();
    return !interceptors.isEmpty()
        && interceptors.get(interceptors.size() - 1) instanceof MaskingInterceptor
        && options.logLevel() != LogLevel.DEBUG
        && options.openTelemetry().traces().contentMode() == OpenTelemetryContentMode.METADATA_ONLY;
  }

  private static void requireUnguarded(ClientOptions options) {
    if (options.interceptors().stream().anyMatch(MaskingInterceptor.class::isInstance)) {
      throw new IllegalStateException(
          "the client has a MaskingInterceptor already, and masking twice would record each call"
              + " twice; guard the client that was there before");
    }
  }

  private static void install(
      ClientOptions.Builder builder, ClientOptions options, TrafficGuard guard) {
    builder
        .addInterceptor(MaskingInterceptor.of(guard))
        .logLevel(LogLevel.OFF)
        .openTelemetry(withoutContent(options.openTelemetry()));
  }

  private static OpenTelemetryOptions withoutContent(OpenTelemetryOptions options) {
    return options.toBuilder()
        .traces(
            options.traces().toBuilder()
                .contentMode(OpenTelemetryContentMode.METADATA_ONLY)
                .build())
        .build();
  }
}
