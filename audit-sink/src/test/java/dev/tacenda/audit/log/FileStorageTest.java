package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest {
  private final Path temp;

  FileStorageTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void onlyTheOwnerMayReadDirectoryAndFile() throws IOException {
    Path directory = temp.resolve("a").resolve("b");
    try (JsonlAuditSink sink = JsonlAuditSink.open(directory)) {
      assertThat(permissions(sink.path().resolve("000000.jsonl"))).isEqualTo("rw-------");
      assertThat(permissions(sink.path())).isEqualTo("rwx------");
      assertThat(permissions(directory)).isEqualTo("rwx------");
      assertThat(permissions(temp.resolve("a"))).isEqualTo("rwx------");
    }
  }

  @Test
  void aDirectoryThatOthersMayReadIsUsedAndTheFileIsStillPrivate() throws IOException {
    Path directory = directory("rwxr-xr-x");
    try (JsonlAuditSink sink = JsonlAuditSink.open(directory)) {
      assertThat(permissions(sink.path().resolve("000000.jsonl"))).isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void refusesADirectoryThatOthersMayWriteTo(String permissions) throws IOException {
    refuses(directory(permissions), "others may write to ");
  }

  @Test
  void refusesALinkToADirectory() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), directory("rwx------"));
    refuses(link, "not a directory, or a symbolic link: ");
  }

  @Test
  void refusesALinkToNowhere() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
    refuses(link, "not a directory, or a symbolic link: ");
    assertThat(temp.resolve("nowhere")).doesNotExist();
  }

  @Test
  void refusesAFile() throws IOException {
    refuses(Files.createFile(temp.resolve("file")), "not a directory, or a symbolic link: ");
  }

  @Test
  void doesNotFollowALinkInThePlaceOfTheFile() throws IOException {
    Path target = temp.resolve("target");
    Path link = Files.createSymbolicLink(temp.resolve("log"), target);

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> new FileStorage().create(link));
    assertThat(target).doesNotExist();
  }

  @Test
  void saysThatAFileCannotBeCreated() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> JsonlAuditSink.open(file.resolve("below")))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OPEN_FAILED));
  }

  private static void refuses(Path directory, String why) {
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> JsonlAuditSink.open(directory))
        .withMessage("INSECURE_DIRECTORY: " + why + directory)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INSECURE_DIRECTORY));
  }

  private Path directory(String permissions) throws IOException {
    Path directory = Files.createDirectory(temp.resolve("directory"));
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
