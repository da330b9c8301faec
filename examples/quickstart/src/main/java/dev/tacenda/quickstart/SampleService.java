package dev.tacenda.quickstart;

import dev.tacenda.testkit.PlantedSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A small Java service with fake secrets in it, written to a temporary folder. The secrets are put
 * together at run time, so none stands in our sources. Closing it deletes the folder.
 */
final class SampleService implements AutoCloseable {
  private static final long SEED = 2_026;
  private static final List<String> FILES =
      List.of(
          ".env",
          ".npmrc",
          "CHANGELOG.md",
          "Dockerfile",
          "README.md",
          "deploy/import.sh",
          "deploy/orders-tls.pem",
          "docker-compose.yml",
          "src/main/java/example/acme/orders/Order.java",
          "src/main/java/example/acme/orders/OrderController.java",
          "src/main/java/example/acme/orders/PaymentClient.java",
          "src/main/resources/application.yml",
          "src/test/java/example/acme/orders/OrderControllerTest.java");

  private final Path folder;
  private final Map<String, String> planted;

  private SampleService(Path folder, Map<String, String> planted) {
    this.folder = folder;
    this.planted = planted;
  }

  /** Writes the service to a new temporary folder. */
  static SampleService create() throws IOException {
    SampleService sample =
        new SampleService(
            Files.createTempDirectory("tacenda-sample-"), PlantedSecrets.of(SEED).asMap());
    for (String file : FILES) {
      sample.write(file);
    }
    return sample;
  }

  private void write(String file) throws IOException {
    String text = template(file);
    for (Map.Entry<String, String> secret : planted.entrySet()) {
      text = text.replace("@{" + secret.getKey() + "}", secret.getValue());
    }
    Path target = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(target.getParent(), "parent"));
    Files.writeString(target, text);
  }

  private static String template(String file) throws IOException {
    try (InputStream in = SampleService.class.getResourceAsStream("sample/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path folder() {
    return folder;
  }

  /** The fake secrets by name. */
  Map<String, String> planted() {
    return planted;
  }

  /** Deletes the folder. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(SampleService::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
