package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.credential.SecretFile.Access;
import dev.tacenda.mask.TrustedCode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The credential in a file: one line of at most 16 KiB. The file is looked at before each request,
 * and read again when another one is in its place or its size or time has changed. If it has gone,
 * or others can read it, nothing is sent: an operator who takes the key away means it.
 *
 * <pre>{@code
 * CredentialProvider key =
 *     FileCredentials.builder(Path.of("/run/secrets/claude/key"), CredentialKind.API_KEY).build();
 * }</pre>
 *
 * <p>Links are followed. Neither group nor others may read or write the file, unless the builder
 * says so. Thread-safe; blocks while it reads.
 */
@TrustedCode("Sends no key that others could have read or put there.")
public final class FileCredentials implements CredentialProvider {
  private static final int MAX_HELD = 64;

  private final Path path;
  private final CredentialKind kind;
  private final Access access;

  private final Object lock = new Object();
  private final Deque<SealedSecret> held = new ArrayDeque<>();
  private @Nullable SecretFile file;
  private @Nullable Credential credential;

  private FileCredentials(Builder builder) {
    this.path = builder.path;
    this.kind = builder.kind;
    this.access = builder.access;
    var unused = current();
  }

  /**
   * Starts a provider of what stands in {@code path}.
   *
   * @param path a file, or a link to one
   * @param kind what it is sent as
   */
  public static Builder builder(Path path, CredentialKind kind) {
    return new Builder(path, kind);
  }

  @Override
  public Credential credentialFor(Caller caller) {
    return current();
  }

  private Credential current() {
    synchronized (lock) {
      Credential known = credential;
      if (known != null && SecretFile.at(path, access).equals(file)) {
        return known;
      }
      credential = null;
      SecretFile.Content content = SecretFile.read(path, access);
      Credential fresh = kind.credential(content.secret());
      hold(content.secret());
      file = content.file();
      credential = fresh;
      return fresh;
    }
  }

  private void hold(SealedSecret secret) {
    if (!held.contains(secret)) {
      held.addLast(secret);
    }
    if (held.size() > MAX_HELD) {
      held.removeFirst();
    }
  }

  /** Looks at the file, so that a key that has just come is known before a request is masked. */
  @Override
  public List<SealedSecret> held() {
    synchronized (lock) {
      try {
        var unused = current();
      } catch (CredentialException e) {
        // There is none now. Whoever needs it asks for it, and learns why.
        credential = null;
      }
      return List.copyOf(held);
    }
  }

  @Override
  public String toString() {
    return "FileCredentials[" + kind + "]";
  }

  /** Collects the options of {@link FileCredentials}. Confined to one thread. */
  public static final class Builder {
    private final Path path;
    private final CredentialKind kind;
    private Access access = Access.OWNER;

    private Builder(Path path, CredentialKind kind) {
      this.path = Objects.requireNonNull(path, "path");
      this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Lets the group read the file, as in a Kubernetes pod with {@code fsGroup}; not write it. */
    public Builder groupMayRead() {
      this.access = Access.GROUP;
      return this;
    }

    /** Checks no permissions; for file systems that have none of POSIX, such as NTFS. */
    public Builder withoutPermissionCheck() {
      this.access = Access.UNCHECKED;
      return this;
    }

    /**
     * Returns the provider, which has read the file.
     *
     * @throws CredentialException if there is no usable credential in it
     */
    public FileCredentials build() {
      return new FileCredentials(this);
    }
  }
}
