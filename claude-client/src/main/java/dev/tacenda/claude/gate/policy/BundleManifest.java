package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.internal.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a bundle says about itself: its name and revision, from when until when it counts, and which
 * files it has, by their SHA-256. Immutable.
 *
 * <p>It is a YAML file with one spelling: what is read is refused unless it is, byte for byte, what
 * {@link #text} writes. So there is nothing in it that two readers could read in two ways.
 *
 * <pre>{@code
 * tacenda-bundle: 1
 * name: builds
 * revision: 12
 * published: '2026-11-30T10:00:00Z'
 * not-before: '2026-11-30T09:55:00Z'
 * not-after: '2027-02-28T10:00:00Z'
 * rollback-of: 9
 * note: 'Back to 9: rule 17 masked commit ids'
 * files:
 *   - {name: builds.yaml, bytes: 1234, sha256: '2c26b46b...'}
 * }</pre>
 */
public final class BundleManifest {
  static final int VERSION = 1;
  static final long MAX_REVISION = 999_999_999_999_999L;
  static final int MAX_NOTE = 200;

  private static final int MAX_NAME = 64;

  private final String name;
  private final long revision;
  private final Window window;
  private final long rollbackOf;
  private final String note;
  private final List<FileEntry> files;

  /**
   * When a bundle was made, and when it counts: at {@code notBefore} and after it, before {@code
   * notAfter}. Whole seconds.
   */
  record Window(Instant published, Instant notBefore, Instant notAfter) {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    Window {
      for (Instant each : List.of(published, notBefore, notAfter)) {
        require(
            each.equals(each.truncatedTo(ChronoUnit.SECONDS))
                && !each.isBefore(Instant.EPOCH)
                && !each.isAfter(LAST),
            "times are whole seconds from 1970 to 9999");
      }
      require(notBefore.isBefore(notAfter), "not-before must be before not-after");
    }
  }

  /**
   * A file of the bundle.
   *
   * @param name of the file
   * @param bytes its length
   * @param sha256 of its content, in lower-case hex
   */
  public record FileEntry(String name, int bytes, String sha256) {
    /** Checks that these can be a file of a bundle. */
    public FileEntry {
      require(PolicyBundle.isName(name), "a file must have an allowed name");
      require(bytes >= 0 && bytes <= PolicyBundle.MAX_BYTES, "a file has at most 1 MiB");
      require(Sha256.isHex(sha256), "sha256 must be 64 lower-case hexadecimal digits");
    }
  }

  BundleManifest(
      String name,
      long revision,
      Window window,
      long rollbackOf,
      String note,
      List<FileEntry> files) {
    this.name = requireName(name);
    this.revision = revision;
    this.window = Objects.requireNonNull(window, "window");
    this.rollbackOf = rollbackOf;
    this.note = requireNote(note);
    this.files = List.copyOf(files);
    require(revision >= 1 && revision <= MAX_REVISION, "revision must be in 1.." + MAX_REVISION);
    require(rollbackOf >= 0 && rollbackOf < revision, "rollback-of must be an earlier revision");
    require(!files.isEmpty(), "a bundle must have files");
    require(files.size() <= PolicyBundle.MAX_FILES - 2, "a bundle has at most 254 files");
    for (int i = 1; i < files.size(); i++) {
      require(
          files.get(i - 1).name().compareTo(files.get(i).name()) < 0,
          "files must be in the order of their names, each once");
    }
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns {@code name} if a bundle can have it. */
  static String requireName(String name) {
    boolean allowed =
        name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    require(
        allowed && !name.isEmpty() && name.length() <= MAX_NAME,
        "the name of a bundle must be 1 to 64 of a-z, 0-9 and dashes");
    return name;
  }

  /** Returns {@code note} if it is one line that looks like what it is. */
  static String requireNote(String note) {
    boolean visible =
        note.codePoints()
            .noneMatch(
                c ->
                    switch (Character.getType(c)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.UNASSIGNED,
                          Character.PRIVATE_USE,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          true;
                      default -> false;
                    });
    require(
        visible && note.length() <= MAX_NOTE,
        "a note must be one line of at most 200 visible characters");
    return note;
  }

  /**
   * Reads a manifest.
   *
   * @throws BundleException if it is not, byte for byte, in the form of {@link #text}; the message
   *     says where, and what was meant where that can be told
   */
  public static BundleManifest parse(byte[] manifest) {
    return new ManifestReader(Objects.requireNonNull(manifest, "manifest")).read();
  }

  /** Returns the file entries for these files. */
  static List<FileEntry> entries(Map<String, byte[]> files) {
    return new TreeMap<>(files)
        .entrySet().stream()
            .map(e -> new FileEntry(e.getKey(), e.getValue().length, Sha256.hex(e.getValue())))
            .toList();
  }

  /** Returns the name of the bundle, which stays the same for all its revisions. */
  public String name() {
    return name;
  }

  /** Returns the revision, which grows with each change: 1 to 999,999,999,999,999. */
  public long revision() {
    return revision;
  }

  /** Returns when the bundle was made, by the publisher's clock. */
  public Instant published() {
    return window.published();
  }

  /** Returns from when on it counts. */
  public Instant notBefore() {
    return window.notBefore();
  }

  /** Returns when it ends to count: at this instant it does not any more. */
  public Instant notAfter() {
    return window.notAfter();
  }

  /** Returns the revision whose files these are again, if this is a rollback. */
  public OptionalLong rollbackOf() {
    return rollbackOf == 0 ? OptionalLong.empty() : OptionalLong.of(rollbackOf);
  }

  /** Returns what the publisher says about the change, in one line; empty if nothing. */
  public String note() {
    return note;
  }

  /** Returns the files, in the order of their names. */
  public List<FileEntry> files() {
    return files;
  }

  /**
   * Returns the SHA-256 of the manifest: it stands for all that the bundle says, and tells two
   * bundles of the same revision apart.
   */
  public String digest() {
    return Sha256.hex(bytes());
  }

  /**
   * Returns the SHA-256 over names, lengths and hashes of the files: the same after a rollback as
   * it was before.
   */
  public String contentDigest() {
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append(line(file)));
    return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("tacenda-bundle: ").append(VERSION).append('\n');
    text.append("name: ").append(name).append('\n');
    text.append("revision: ").append(revision).append('\n');
    text.append("published: '").append(published()).append("'\n");
    text.append("not-before: '").append(notBefore()).append("'\n");
    text.append("not-after: '").append(notAfter()).append("'\n");
    if (rollbackOf != 0) {
      text.append("rollback-of: ").append(rollbackOf).append('\n');
    }
    if (!note.isEmpty()) {
      text.append("note: '").append(note.replace("'", "''")).append("'\n");
    }
    text.append("files:\n");
    files.forEach(file -> text.append(line(file)));
    return text.toString();
  }

  private static String line(FileEntry file) {
    return "  - {name: "
        + file.name()
        + ", bytes: "
        + file.bytes()
        + ", sha256: '"
        + file.sha256()
        + "'}\n";
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the text that is signed: it binds name, revision and each byte of the manifest. */
  String signedText() {
    return "tacenda policy bundle v1\nname "
        + name
        + "\nrevision "
        + revision
        + "\nmanifest "
        + digest()
        + "\n";
  }

  /** Returns name, revision and the first digits of the digest. */
  @Override
  public String toString() {
    return "BundleManifest["
        + name
        + " revision "
        + revision
        + ", "
        + digest().substring(0, 12)
        + "]";
  }
}
