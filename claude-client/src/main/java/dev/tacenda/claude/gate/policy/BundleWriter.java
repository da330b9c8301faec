package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.policy.BundleManifest.Window;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes signed bundles out of files. Confined to one thread.
 *
 * <pre>{@code
 * PolicyBundle bundle =
 *     BundleWriter.of("builds", 12)
 *         .published(clock.instant())
 *         .validFor(Duration.ofDays(90))
 *         .note("Masks the new ticket ids")
 *         .write(files, signer);
 * }</pre>
 */
public final class BundleWriter {
  /** How long before its publication a bundle counts, for readers whose clock is late. */
  static final Duration LEEWAY = Duration.ofMinutes(5);

  private static final Duration MAX_VALIDITY = Duration.ofDays(3_660);

  private final String name;
  private final long revision;
  private @Nullable Instant published;
  private @Nullable Instant notBefore;
  private Duration validity = Duration.ZERO;
  private long rollbackOf;
  private String note = "";

  private BundleWriter(String name, long revision) {
    this.name = BundleManifest.requireName(name);
    this.revision = revision;
  }

  /**
   * Starts a bundle.
   *
   * @param name 1 to 64 of a-z, 0-9 and dashes; the same for all revisions
   * @param revision higher than all before: 1 to 999,999,999,999,999
   */
  public static BundleWriter of(String name, long revision) {
    return new BundleWriter(name, revision);
  }

  /** Sets when it is published, to the second; it counts from 5 minutes before that. */
  public BundleWriter published(Instant time) {
    published = time.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  /** Sets that it counts later than when it is published. */
  public BundleWriter notBefore(Instant begin) {
    notBefore = begin.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  /**
   * Sets how long after its publication it ends to count. There is no default.
   *
   * @throws IllegalArgumentException if it is not in 1 minute to 10 years
   */
  public BundleWriter validFor(Duration time) {
    boolean inRange =
        time.compareTo(Duration.ofMinutes(1)) >= 0 && time.compareTo(MAX_VALIDITY) <= 0;
    BundleManifest.require(inRange, "validFor must be in 1 minute to 10 years, was " + time);
    validity = time.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  /** Sets which earlier revision's files these are again. */
  public BundleWriter rollbackOf(long earlier) {
    BundleManifest.require(earlier >= 1, "rollbackOf must be 1 or more, was " + earlier);
    rollbackOf = earlier;
    return this;
  }

  /** Sets what people read about the change: one line of at most 200 visible characters. */
  public BundleWriter note(String line) {
    note = BundleManifest.requireNote(line);
    return this;
  }

  /**
   * Returns the bundle of these files, signed. A manifest and a signature among them are left out.
   *
   * @throws IllegalArgumentException if a part is missing or out of range
   * @throws BundleException if there are too many files, or one has a name that is not allowed
   */
  public PolicyBundle write(Map<String, byte[]> files, NoteSigner... signers) {
    Map<String, byte[]> payload = PolicyBundle.of(files).payload();
    Instant time = published;
    if (time == null || validity.isZero()) {
      throw new IllegalArgumentException("published and validFor must be set");
    }
    BundleManifest manifest =
        new BundleManifest(
            name,
            revision,
            new Window(
                time, notBefore == null ? time.minus(LEEWAY) : notBefore, time.plus(validity)),
            rollbackOf,
            note,
            BundleManifest.entries(payload));
    Map<String, byte[]> all = new TreeMap<>(payload);
    all.put(PolicyBundle.MANIFEST, manifest.bytes());
    all.put(PolicyBundle.SIGNATURE, SignedNote.sign(manifest.signedText(), signers).bytes());
    return PolicyBundle.of(all);
  }

  /**
   * Returns a bundle with one more signature, for keys that are kept apart. What is signed is what
   * the others have signed.
   *
   * @param trust whose signatures the bundle must have by now, so that nobody signs a stranger's
   * @throws BundleException if the bundle does not have them
   */
  public static PolicyBundle countersign(
      PolicyBundle bundle, BundleTrust trust, NoteSigner signer) {
    Objects.requireNonNull(signer, "signer");
    String text = trust.verify(bundle).signedText();
    byte[] added = SignedNote.sign(text, signer).bytes();
    int textAndEmptyLine = text.getBytes(StandardCharsets.UTF_8).length + 1;
    ByteArrayOutputStream note = new ByteArrayOutputStream();
    note.writeBytes(bundle.require(PolicyBundle.SIGNATURE, BundleRejection.SIGNATURE_MISSING));
    note.writeBytes(Arrays.copyOfRange(added, textAndEmptyLine, added.length));
    return bundle.with(PolicyBundle.SIGNATURE, note.toByteArray());
  }
}
