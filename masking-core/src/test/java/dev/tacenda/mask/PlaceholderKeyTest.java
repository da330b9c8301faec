package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholderKeyTest {
  private static final String DIGITS = "0123456789abcdef".repeat(4);

  private final Path folder;

  PlaceholderKeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void makesAKeyFileThatOnlyItsOwnerCanRead() throws IOException {
    Path file = folder.resolve("new").resolve("key");

    PlaceholderKey made = PlaceholderKey.readOrCreate(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}");
    assertThat(PlaceholderKey.readOrCreate(file).fingerprint()).isEqualTo(made.fingerprint());
  }

  @Test
  void leavesNoOtherFileBehind() throws IOException {
    PlaceholderKey.readOrCreate(folder.resolve("key"));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("key"));
    }
  }

  @Test
  void givesThreadsThatRaceTheSameKey() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 20; round++) {
        Path file = folder.resolve("key" + round);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<String>> keys = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          keys.add(
              pool.submit(
                  () -> {
                    start.await();
                    return PlaceholderKey.readOrCreate(file).fingerprint();
                  }));
        }
        String first = keys.get(0).get();
        for (Future<String> key : keys) {
          assertThat(key.get()).isEqualTo(first);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void givesProcessesThatRaceTheSameKey() throws Exception {
    Path file = folder.resolve("key");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  KeyPrinter.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process process : processes) {
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(printed).isEqualTo(PlaceholderKey.readOrCreate(file).fingerprint());
    }
  }

  /** Reads or makes the key in a process of its own. */
  static final class KeyPrinter {
    private KeyPrinter() {}

    public static void main(String[] args) throws IOException {
      System.out.print(PlaceholderKey.readOrCreate(Path.of(args[0])).fingerprint());
    }
  }

  @Test
  void refusesASymbolicLinkEvenToAGoodKey() throws IOException {
    Path real = folder.resolve("real");
    PlaceholderKey.readOrCreate(real);
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    assertThatThrownBy(() -> PlaceholderKey.readOrCreate(link))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
  }

  @Test
  void refusesALinkToNowhereAndMakesNothingThere() throws IOException {
    Path target = folder.resolve("nowhere");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertThatThrownBy(() -> PlaceholderKey.readOrCreate(link)).isInstanceOf(IOException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void refusesAFileThatOthersCanReadOrWrite() throws IOException {
    for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
      Path file = write(DIGITS);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

      assertThatThrownBy(() -> PlaceholderKey.readOrCreate(file))
          .describedAs(permissions)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("chmod 600");
    }
  }

  @Test
  void acceptsAFileThatNobodyCanWrite() throws IOException {
    Path file = write(DIGITS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThat(PlaceholderKey.readOrCreate(file).fingerprint()).hasSize(16);
  }

  @Test
  void acceptsALineEndAfterTheKey() throws IOException {
    String plain = PlaceholderKey.readOrCreate(write(DIGITS)).fingerprint();

    assertThat(PlaceholderKey.readOrCreate(write(DIGITS + "\n")).fingerprint()).isEqualTo(plain);
    assertThat(PlaceholderKey.readOrCreate(write(DIGITS + "\r\n")).fingerprint()).isEqualTo(plain);
  }

  @Test
  void refusesGarbageWithoutRepeatingIt() throws IOException {
    for (String content :
        List.of(
            "",
            "hunter2",
            DIGITS.substring(1),
            DIGITS + "0",
            DIGITS.replace('a', 'g'),
            DIGITS.substring(2) + "\u0661\u0662",
            "hunter2".repeat(1_000))) {
      Path file = write(content);

      assertThatThrownBy(() -> PlaceholderKey.readOrCreate(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("64 hexadecimal digits")
          .hasMessageNotContaining("hunter2")
          .hasMessageNotContaining(DIGITS.substring(8, 24));
    }
  }

  @Test
  void refusesADirectory() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));

    assertThatThrownBy(() -> PlaceholderKey.readOrCreate(directory))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAKeyOfAnotherLength() {
    assertThatThrownBy(() -> PlaceholderKey.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key must have 32 bytes, had 31");
  }

  @Test
  void copiesTheBytesItIsMadeFrom() {
    byte[] bytes = new byte[32];
    PlaceholderKey key = PlaceholderKey.of(bytes);
    String before = key.fingerprint();

    bytes[0] = 1;

    assertThat(key.fingerprint()).isEqualTo(before);
    assertThat(PlaceholderKey.of(bytes).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void tellsItsFingerprintAndNothingElse() throws IOException {
    PlaceholderKey key = PlaceholderKey.readOrCreate(write(DIGITS));

    assertThat(key.toString()).isEqualTo("PlaceholderKey[" + key.fingerprint() + "]");
    assertThat(DIGITS).doesNotContain(key.fingerprint());
  }

  @Test
  void makesANewKeyEachTime() {
    assertThat(PlaceholderKey.random().fingerprint())
        .isNotEqualTo(PlaceholderKey.random().fingerprint());
  }

  @Test
  void separatesPurposes() {
    byte[] message = {1};

    assertThat(TestRules.KEY.mac("a", message)).isNotEqualTo(TestRules.KEY.mac("b", message));
  }

  private Path write(String content) throws IOException {
    Path file = Files.createTempFile(folder, "key", "");
    Files.writeString(file, content);
    return file;
  }
}
