package dev.tacenda.testkit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The build runs the tests of this package once for each OkHttp; this shows that it really does.
 */
class OkHttpVersionTest {
  private static final String EXPECTED = System.getProperty("tacenda.okhttp", "");

  @Test
  void runsOnTheVersionThatTheBuildNames(TestReporter reporter) {
    reporter.publishEntry("OkHttp", OkHttp.VERSION);

    assertThat(OkHttp.VERSION).isEqualTo(EXPECTED);
  }

  @Test
  void allOfOkHttpComesFromOneJar() {
    assertThat(jarOf(OkHttpClient.class)).isEqualTo(jarOf(OkHttp.class)).contains(EXPECTED);
  }

  private static String jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
