package dev.tacenda.claude.gate.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in a file, which somebody may replace at any time. */
class FileCredentialsTest {
  private static final Caller CALLER = Caller.anonymous();

  @TempDir Path folder;

  @Test
  void readsOneLineWithOrWithoutItsEnd() throws IOException {
    for (String end : List.of("", "\n", "\r\n", "\n\n")) {
      assertThat(key(provider(file("key" + end.length(), "FAKE-key-1" + end))))
          .isEqualTo("FAKE-key-1");
    }
  }

  @Test
  void readsAgainWhatWasReplacedOrChanged() throws IOException {
    Path file = file("key", "FAKE-key-1");
    FileCredentials provider = provider(file);

    replace(file, "FAKE-key-2");
    assertThat(key(provider)).isEqualTo("FAKE-key-2");

    Files.writeString(file, "FAKE-key-3-longer"); // in place
    assertThat(key(provider)).isEqualTo("FAKE-key-3-longer");

    Files.writeString(file, "FAKE-key-4-longer");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-12-01T08:00:00Z")));
    assertThat(key(provider)).isEqualTo("FAKE-key-4-longer");
    assertThat(provider.held()).hasSize(4);
  }

  @Test
  void knowsANewKeyBeforeItIsAskedForIt() throws IOException {
    Path file = file("key", "FAKE-key-1");
    FileCredentials provider = provider(file);

    replace(file, "FAKE-key-2");

    assertThat(provider.held().stream().map(each -> each.<String>use(String::new)))
        .containsExactly("FAKE-key-1", "FAKE-key-2");
  }

  /** A volume of Kubernetes: key -> ..data/key, ..data -> ..2026_1, and ..data is renamed over. */
  @Test
  void followsTheLinksOfAMountedSecret() throws IOException {
    secretOfMount("..2026_1", "FAKE-key-1");
    secretOfMount("..2026_2", "FAKE-key-2");
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, Path.of("..2026_1"));
    Path key = Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));
    FileCredentials provider = provider(key);
    assertThat(key(provider)).isEqualTo("FAKE-key-1");

    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    assertThat(key(provider)).isEqualTo("FAKE-key-2");
  }

  @Test
  void refusesWhatOthersCanReadOrWrite() throws IOException {
    for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-")) {
      assertThat(failure(file("open-" + open, "FAKE-key-1", open)))
          .as(open)
          .isEqualTo(Reason.FILE_NOT_PRIVATE);
    }
    Path group = file("group", "FAKE-key-1", "r--r-----");
    FileCredentials.Builder shared =
        FileCredentials.builder(group, CredentialKind.API_KEY).groupMayRead();
    assertThat(key(shared.build())).isEqualTo("FAKE-key-1");
    Files.setPosixFilePermissions(group, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(catchThrowableOfType(CredentialException.class, shared::build).reason())
        .isEqualTo(Reason.FILE_NOT_PRIVATE);
    Files.setPosixFilePermissions(group, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(
            key(
                FileCredentials.builder(group, CredentialKind.API_KEY)
                    .withoutPermissionCheck()
                    .build()))
        .isEqualTo("FAKE-key-1");
  }

  @Test
  void sendsNothingOnceOthersCanReadIt() throws IOException {
    Path file = file("key", "FAKE-key-1");
    FileCredentials provider = provider(file);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(failure(provider)).isEqualTo(Reason.FILE_NOT_PRIVATE);
    assertThat(provider.held()).hasSize(1);
  }

  @Test
  void sendsNothingOnceTheFileHasGone() throws IOException {
    Path file = file("key", "FAKE-key-1");
    FileCredentials provider = provider(file);

    Files.delete(file);
    assertThat(failure(provider)).isEqualTo(Reason.FILE_UNREADABLE);

    replace(file, "FAKE-key-2");
    assertThat(key(provider)).isEqualTo("FAKE-key-2");
  }

  @Test
  void refusesWhatIsNoKey() throws IOException {
    assertThat(failure(file("empty", ""))).isEqualTo(Reason.MALFORMED);
    assertThat(failure(file("blank", "\n"))).isEqualTo(Reason.MALFORMED);
    assertThat(failure(file("two", "FAKE-key-1\nFAKE-key-2\n"))).isEqualTo(Reason.MALFORMED);
    assertThat(failure(file("spaces", "FAKE key of a test"))).isEqualTo(Reason.MALFORMED);
    assertThat(failure(file("short", "FAKE"))).isEqualTo(Reason.MALFORMED);
    assertThat(failure(file("long", "x".repeat(SecretFile.MAX_BYTES + 1))))
        .isEqualTo(Reason.TOO_LARGE);
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThat(failure(closed)).isEqualTo(Reason.FILE_UNREADABLE);
    assertThat(failure(folder.resolve("none"))).isEqualTo(Reason.FILE_UNREADABLE);
    assertThat(failure(Path.of("/dev/null"))).isIn(Reason.FILE_NOT_PRIVATE, Reason.FILE_UNREADABLE);
  }

  @Test
  void neverMixesTwoKeysWhileTheFileIsReplaced() throws Exception {
    Path file = file("key", "FAKE-key-" + "a".repeat(5_000));
    FileCredentials provider = provider(file);
    AtomicBoolean done = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> readers = new java.util.ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(threads.submit(() -> readUntil(done, provider)));
    }
    for (int i = 0; i < 300; i++) {
      replace(file, "FAKE-key-" + String.valueOf((char) ('a' + i % 26)).repeat(5_000 + i % 7));
    }
    done.set(true);

    int reads = 0;
    for (Future<Integer> each : readers) {
      reads += each.get();
    }
    threads.shutdownNow();
    assertThat(reads).isPositive();
  }

  /** A file that changes all the time may be refused; what is read must be whole. */
  private static int readUntil(AtomicBoolean done, FileCredentials provider) {
    int reads = 0;
    do {
      try {
        String key = key(provider);
        assertThat(key).hasSizeBetween(5_009, 5_015);
        assertThat(key.substring(9).chars().distinct().count()).isEqualTo(1);
      } catch (CredentialException e) {
        assertThat(e.reason()).isEqualTo(Reason.FILE_CHANGING);
      }
      reads++;
    } while (!done.get());
    return reads;
  }

  private void secretOfMount(String name, String key) throws IOException {
    Path version = Files.createDirectory(folder.resolve(name));
    Files.writeString(version.resolve("key"), key);
    Files.setPosixFilePermissions(
        version.resolve("key"), PosixFilePermissions.fromString("r--------"));
  }

  private Path file(String name, String content) throws IOException {
    return file(name, content, "rw-------");
  }

  private Path file(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private void replace(Path file, String content) throws IOException {
    Path next = file("next", content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileCredentials provider(Path file) {
    return FileCredentials.builder(file, CredentialKind.API_KEY).build();
  }

  private static String key(FileCredentials provider) {
    return provider.credentialFor(CALLER).headerValue();
  }

  private static Reason failure(Path file) {
    CredentialException failure =
        catchThrowableOfType(CredentialException.class, () -> provider(file));
    assertThat(failure).hasNoCause();
    return failure.reason();
  }

  private static Reason failure(FileCredentials provider) {
    return catchThrowableOfType(CredentialException.class, () -> provider.credentialFor(CALLER))
        .reason();
  }
}
