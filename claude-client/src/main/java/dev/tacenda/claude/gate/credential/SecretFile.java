package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One state of a file with a secret. Links are followed, because volumes of Kubernetes are made of
 * them: there a new secret comes as a new folder, and one link is renamed over the old one. What is
 * checked and read is the file that the links lead to.
 *
 * <p>Java cannot ask an open file for its attributes, so they are read before and after the content
 * and must be the same; a file that is replaced meanwhile is read again.
 */
@TrustedCode("A file that others can read or write is not used.")
record SecretFile(Path real, @Nullable Object key, long size, FileTime modified) {
  /** The longest content: no key or token is longer. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_TRIES = 3;

  /** Who may read a file. */
  enum Access {
    /** Its owner only. */
    OWNER,
    /** Its owner and its group. */
    GROUP,
    /** Whoever can; nothing is checked. */
    UNCHECKED;

    boolean forbids(Set<PosixFilePermission> permissions) {
      Set<PosixFilePermission> bad =
          EnumSet.of(
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.OTHERS_READ,
              PosixFilePermission.OTHERS_WRITE);
      if (this == OWNER) {
        bad.add(PosixFilePermission.GROUP_READ);
      }
      bad.retainAll(permissions);
      return this != UNCHECKED && !bad.isEmpty();
    }
  }

  /** A secret and the state of the file it was read in. */
  record Content(SecretFile file, SealedSecret secret) {}

  /** Returns the state of the file that {@code path} leads to now. */
  static SecretFile at(Path path, Access access) {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes attributes = attributes(real, access);
      if (!attributes.isRegularFile()) {
        throw new CredentialException(Reason.FILE_UNREADABLE);
      }
      return new SecretFile(
          real, attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    } catch (IOException | UnsupportedOperationException e) {
      // The message would be a path; and a file system without permissions has none to check.
      throw new CredentialException(Reason.FILE_UNREADABLE);
    }
  }

  private static BasicFileAttributes attributes(Path real, Access access) throws IOException {
    if (access == Access.UNCHECKED) {
      return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
    PosixFileAttributes attributes =
        Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (access.forbids(attributes.permissions())) {
      throw new CredentialException(Reason.FILE_NOT_PRIVATE);
    }
    return attributes;
  }

  /**
   * Returns the secret in the file that {@code path} leads to.
   *
   * @throws CredentialException if it cannot be read, is empty or too long, or others can read it
   */
  static Content read(Path path, Access access) {
    for (int i = 0; i < MAX_TRIES; i++) {
      SecretFile before = at(path, access);
      byte[] bytes = before.bytesOrNull();
      if (bytes != null && before.equals(at(path, access))) {
        return new Content(before, SecretText.of(bytes));
      }
    }
    throw new CredentialException(Reason.FILE_CHANGING);
  }

  /** Returns null if the file has gone since, or has got longer or shorter. */
  private byte @Nullable [] bytesOrNull() {
    if (size > MAX_BYTES) {
      throw new CredentialException(Reason.TOO_LARGE);
    }
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length == size ? bytes : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new CredentialException(Reason.FILE_UNREADABLE);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretFile file
        && real.equals(file.real)
        && Objects.equals(key, file.key)
        && size == file.size
        && modified.equals(file.modified);
  }

  @Override
  public int hashCode() {
    return Objects.hash(real, size, modified);
  }

  @Override
  public String toString() {
    return "SecretFile[" + size + " bytes]";
  }
}
