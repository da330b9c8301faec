package dev.tacenda.testkit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.testkit.FakeClaude;
import java.io.IOException;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The build runs the tests of this package once for each OkHttp; this shows that it really does.
 */
class OkHttpVersionTest {
  private static final String EXPECTED = System.getProperty("tacenda.okhttp", "");

  /** Asks on the wire, because the compiler has put the constant of OkHttp 4 in here. */
  @Test
  void runsOnTheVersionThatTheBuildNames(TestReporter reporter) throws IOException {
    try (FakeClaude claude = FakeClaude.start()) {
      Request request = new Request.Builder().url(claude.baseUrl() + "/v1/models").build();
      try (Response response = new OkHttpClient().newCall(request).execute()) {
        assertThat(response.code()).isPositive();
      }
      String agent = claude.requests().get(0).header("user-agent").orElse("");
      reporter.publishEntry("client", agent);

      assertThat(agent).isEqualTo("okhttp/" + EXPECTED);
    }
  }

  @Test
  void allOfOkHttpComesFromOneJar() {
    assertThat(jarOf(OkHttpClient.class)).isEqualTo(jarOf(OkHttp.class)).contains(EXPECTED);
  }

  private static String jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
