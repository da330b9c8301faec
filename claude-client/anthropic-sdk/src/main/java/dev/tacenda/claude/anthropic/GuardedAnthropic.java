package dev.tacenda.claude.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.LogLevel;
import com.anthropic.core.http.Interceptor;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
 * #isGuarded} tells, and {@link #requireGuarded} refuses to go on.
 *
 * <p>Runs on the SDK from 2.37.0 on, the first with interceptors, with the same binary.
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
    ClientOptions options = SdkVersion.options(client);
    requireUnguarded(options);
    return client.withOptions(builder -> install(builder, options, guard));
  }

  /**
   * Returns {@code client} with all its calls going through {@code guard}, also those of its {@code
   * sync()} view.
   *
   * @throws IllegalStateException if the client has a {@link MaskingInterceptor} already
   */
  public static AnthropicClientAsync guard(AnthropicClientAsync client, TrafficGuard guard) {
    Objects.requireNonNull(guard, "guard");
    ClientOptions options = SdkVersion.options(client);
    requireUnguarded(options);
    return client.withOptions(builder -> install(builder, options, guard));
  }

  /**
   * Returns true if the calls of {@code client} go through one guard, nothing comes after it, and
   * log and spans hold no content.
   */
  public static boolean isGuarded(AnthropicClient client) {
    return problem(SdkVersion.options(client)).isEmpty();
  }

  /**
   * Returns true if the calls of {@code client} go through one guard, nothing comes after it, and
   * log and spans hold no content.
   */
  public static boolean isGuarded(AnthropicClientAsync client) {
    return problem(SdkVersion.options(client)).isEmpty();
  }

  /**
   * Returns {@code client} if {@link #isGuarded}, so that a client that comes from elsewhere can be
   * checked where it is taken over.
   *
   * @throws IllegalStateException if it is not, with what is missing
   */
  public static AnthropicClient requireGuarded(AnthropicClient client) {
    requireNoProblem(SdkVersion.options(client));
    return client;
  }

  /**
   * Returns {@code client} if {@link #isGuarded}, so that a client that comes from elsewhere can be
   * checked where it is taken over.
   *
   * @throws IllegalStateException if it is not, with what is missing
   */
  public static AnthropicClientAsync requireGuarded(AnthropicClientAsync client) {
    requireNoProblem(SdkVersion.options(client));
    return client;
  }

  private static void requireNoProblem(ClientOptions options) {
    problem(options)
        .ifPresent(
            problem -> {
              throw new IllegalStateException("the client is not guarded: " + problem);
            });
  }

  /** Returns what is wrong with the client of these options, if anything is. */
  private static Optional<String> problem(ClientOptions options) {
    List<Interceptor> interceptors = options.interceptors();
    long guards = interceptors.stream().filter(MaskingInterceptor.class::isInstance).count();
    if (guards != 1) {
      return Optional.of("it has " + guards + " MaskingInterceptors, and must have one");
    }
    if (!(interceptors.get(interceptors.size() - 1) instanceof MaskingInterceptor)) {
      return Optional.of("another interceptor comes after the MaskingInterceptor");
    }
    if (options.logLevel() == LogLevel.DEBUG) {
      return Optional.of("its log at level debug holds raw answers");
    }
    if (SdkVersion.hasTraces() && ContentTraces.isOn(options)) {
      return Optional.of("its OpenTelemetry spans hold raw content");
    }
    return Optional.empty();
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
    builder.addInterceptor(MaskingInterceptor.of(guard)).logLevel(LogLevel.OFF);
    if (SdkVersion.hasTraces()) {
      ContentTraces.switchOff(builder, options);
    }
  }
}
