package dev.tacenda.claude.gate.policy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link PolicyFeed} gets its bundle from: a folder, a file, a resource of the class path,
 * or {@linkplain HttpBundleSource a server}. It need not be trusted: what it gives is verified.
 * Implementations are thread-safe, may block for a bounded time, and throw an exception if they
 * have nothing; its message is not passed on.
 */
@FunctionalInterface
public interface BundleSource {

  /**
   * Returns what is there now.
   *
   * @param knownTag the tag of what was fetched, verified and put into force last; empty if nothing
   *     was
   */
  Fetched fetch(String knownTag);

  /** Reads a folder that holds the files of a bundle, such as a checkout. Links are refused. */
  static BundleSource folder(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return knownTag -> Fetched.unlessKnown(knownTag, PolicyBundle.readFolder(folder));
  }

  /**
   * Reads a packed bundle, for example the {@code current} of a {@link BundleArchive}. Links are
   * refused.
   */
  static BundleSource file(Path file) {
    Objects.requireNonNull(file, "file");
    return knownTag ->
        Fetched.unlessKnown(
            knownTag, PolicyBundle.parse(FolderReader.file(file, PolicyBundle.MAX_BYTES)));
  }

  /**
   * Reads a packed bundle that is shipped with a program.
   *
   * @param beside a class in the same jar
   * @param name of the resource, as {@link Class#getResourceAsStream} takes it
   */
  static BundleSource resource(Class<?> beside, String name) {
    Objects.requireNonNull(beside, "beside");
    Objects.requireNonNull(name, "name");
    return knownTag ->
        Fetched.unlessKnown(knownTag, PolicyBundle.parse(ClassPathReader.read(beside, name)));
  }

  /** What a source has: a bundle, or the word that it is still the same. Immutable. */
  final class Fetched {
    private static final Fetched UNCHANGED = new Fetched(null, "");

    private final @Nullable PolicyBundle bundle;
    private final String tag;

    private Fetched(@Nullable PolicyBundle bundle, String tag) {
      this.bundle = bundle;
      this.tag = Objects.requireNonNull(tag, "tag");
    }

    /** It is still what the known tag stands for. */
    public static Fetched unchanged() {
      return UNCHANGED;
    }

    /**
     * It is this bundle.
     *
     * @param tag stands for it the next time; empty if there is none
     */
    public static Fetched of(PolicyBundle bundle, String tag) {
      return new Fetched(Objects.requireNonNull(bundle, "bundle"), tag);
    }

    /** Returns the bundle under the hash of its files, unless that is the known tag. */
    static Fetched unlessKnown(String knownTag, PolicyBundle bundle) {
      String fingerprint = bundle.fingerprint();
      return fingerprint.equals(knownTag) ? UNCHANGED : of(bundle, fingerprint);
    }

    /** Returns the bundle; empty if it is unchanged. */
    public Optional<PolicyBundle> bundle() {
      return Optional.ofNullable(bundle);
    }

    /** Returns what stands for the bundle. */
    public String tag() {
      return tag;
    }
  }
}
