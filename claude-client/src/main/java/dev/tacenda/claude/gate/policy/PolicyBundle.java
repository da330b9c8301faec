package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.internal.digest.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bundle of policies as they were found: nothing about them is verified but their
 * number, sizes and names. A {@link PolicyFeed} verifies them before any of it counts. Immutable.
 *
 * <p>As a folder, a bundle is these files and nothing else. As one file, it is a line {@code
 * tacenda-bundle 1 COUNT}, and for each file, in the order of their names, a line {@code NAME
 * BYTES}, that many bytes and a line feed; then it ends. Each bundle has exactly one such form.
 */
public final class PolicyBundle {
  /** The most bytes that the packed form may have: 1 MiB. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** The most files, with the manifest and its signature. */
  public static final int MAX_FILES = 256;

  static final String MANIFEST = "manifest.yaml";
  static final String SIGNATURE = "manifest.sig";

  private static final int MAX_NAME = 64;

  private final TreeMap<String, byte[]> files;

  private PolicyBundle(Map<String, byte[]> files) {
    this.files = new TreeMap<>();
    files.forEach((name, content) -> this.files.put(requireName(name), content.clone()));
    if (files.size() > MAX_FILES) {
      throw new BundleException(BundleRejection.TOO_MANY_FILES, files.size() + " files");
    }
    long size = PackedBundle.size(this.files);
    if (size > MAX_BYTES) {
      throw new BundleException(BundleRejection.TOO_LARGE, size + " bytes");
    }
  }

  /**
   * Returns the bundle of these files.
   *
   * @throws BundleException if a name is not allowed, there are more than {@link #MAX_FILES}, or
   *     the packed form would be longer than {@link #MAX_BYTES}
   */
  public static PolicyBundle of(Map<String, byte[]> files) {
    return new PolicyBundle(Objects.requireNonNull(files, "files"));
  }

  /**
   * Reads the packed form.
   *
   * @throws BundleException if it is anything else, in any byte
   */
  public static PolicyBundle parse(byte[] packed) {
    return new PolicyBundle(PackedBundle.read(Objects.requireNonNull(packed, "packed")));
  }

  /**
   * Reads a folder that holds the files of a bundle and nothing else.
   *
   * @throws BundleException if it cannot be read, holds a link or a folder, or is over a limit
   */
  public static PolicyBundle readFolder(Path folder) {
    return of(FolderReader.read(folder));
  }

  /** Returns {@code name} if it can be the name of a file. */
  static String requireName(String name) {
    if (!isName(name)) {
      // Not the name itself: it may come from an archive that nobody has verified.
      throw new BundleException(BundleRejection.BAD_FILE_NAME, name.length() + " characters");
    }
    return name;
  }

  static boolean isName(String name) {
    boolean allowed =
        name.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    return allowed
        && !name.isEmpty()
        && name.length() <= MAX_NAME
        && isLetterOrDigit(name.charAt(0));
  }

  private static boolean isLetterOrDigit(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  /** Returns the names of the files, in order. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Returns a copy of one file. */
  public Optional<byte[]> file(String name) {
    byte @Nullable [] content = files.get(name);
    return Optional.ofNullable(content).map(byte[]::clone);
  }

  /** Returns all files but the manifest and its signature, by name; the content is not copied. */
  Map<String, byte[]> payload() {
    TreeMap<String, byte[]> payload = new TreeMap<>(files);
    payload.remove(MANIFEST);
    payload.remove(SIGNATURE);
    return Collections.unmodifiableMap(payload);
  }

  /** Returns one file, or fails with {@code missing}; the content is not copied. */
  byte[] require(String name, BundleRejection missing) {
    byte @Nullable [] content = files.get(name);
    if (content == null) {
      throw new BundleException(missing);
    }
    return content;
  }

  /** Returns this bundle with one more file, or another one of its name. */
  PolicyBundle with(String name, byte[] content) {
    TreeMap<String, byte[]> more = new TreeMap<>(files);
    more.put(name, content);
    return new PolicyBundle(more);
  }

  /** Returns the packed form. */
  public byte[] packed() {
    return PackedBundle.write(files);
  }

  /** Returns the SHA-256 of all files, which tells whether anything changed. */
  String fingerprint() {
    return Sha256.hex(packed());
  }

  /** Names the files. */
  @Override
  public String toString() {
    return "PolicyBundle" + new ArrayList<>(files.keySet());
  }
}
