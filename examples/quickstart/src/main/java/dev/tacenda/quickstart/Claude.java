package dev.tacenda.quickstart;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import dev.tacenda.claude.ResponseRefusedException;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.LeakCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Claude to call: the real one if there is a key, else a stand-in inside this process. */
final class Claude implements AutoCloseable {
  private static final String PUBLIC_API = "https://api.anthropic.com";

  private final AnthropicClient client;
  private final String origin;
  private final @Nullable FakeClaude standIn;

  private Claude(String apiKey, String baseUrl, @Nullable FakeClaude standIn) {
    this.client = AnthropicOkHttpClient.builder().apiKey(apiKey).baseUrl(baseUrl).build();
    this.origin = origin(baseUrl);
    this.standIn = standIn;
  }

  /**
   * Reads {@code ANTHROPIC_API_KEY} and {@code ANTHROPIC_BASE_URL}.
   *
   * @throws QuickstartException if they cannot be used in a request
   */
  static Claude of(Map<String, String> environment) throws QuickstartException {
    String key = environment.getOrDefault("ANTHROPIC_API_KEY", "").strip();
    if (!key.isEmpty()) {
      return real(key, environment.getOrDefault("ANTHROPIC_BASE_URL", PUBLIC_API));
    }
    FakeClaude standIn = FakeClaude.start().replyWith(StandInReview::of);
    return new Claude("the-stand-in-needs-no-key", standIn.baseUrl(), standIn);
  }

  private static Claude real(String key, String baseUrl) throws QuickstartException {
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new QuickstartException(
          ExitCode.USAGE, "ANTHROPIC_API_KEY must be printable ASCII without spaces");
    }
    if (!isHttp(baseUrl)) {
      throw new QuickstartException(
          ExitCode.USAGE, "ANTHROPIC_BASE_URL must be an http or https URL with a host");
    }
    return new Claude(key, baseUrl, null);
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Scheme, host and port: what else stands in a URL may be a credential. */
  private static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /** The client as an application would have made it: not guarded yet. */
  AnthropicClient client() {
    return client;
  }

  /** Who is called, in one line. */
  String description() {
    return standIn == null
        ? "ANTHROPIC_API_KEY is set: Claude is called at " + origin + "."
        : "ANTHROPIC_API_KEY is not set: FakeClaude, a stand-in at "
            + origin
            + ", is called. Nothing leaves this machine.";
  }

  /** What went wrong with a call, in one line without anything from the answer. */
  String explain(RuntimeException failure) {
    if (failure instanceof AnthropicServiceException answer) {
      int status = answer.statusCode();
      boolean key = status == 401 || status == 403;
      return "Claude answered with HTTP "
          + status
          + (key ? "; check ANTHROPIC_API_KEY" : "; try again later, or another --model");
    }
    if (failure instanceof ResponseRefusedException refused) {
      return "the rest of the answer is withheld: " + refused.reason();
    }
    return "no answer from " + origin + "; check the network";
  }

  /** Searches what the stand-in received, if there is one. */
  void search(LeakCheck check) {
    if (standIn != null) {
      check.searchRequests(standIn);
    }
  }

  @Override
  public void close() {
    client.close();
    if (standIn != null) {
      standIn.close();
    }
  }
}
