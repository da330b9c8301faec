package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * All revisions of one bundle in a folder: each as a folder named by its number, for people and
 * reviews, and the newest as one packed file {@code current}, for readers. Nothing is ever changed
 * or taken back: a rollback is old content under a new number.
 *
 * <pre>{@code
 * BundleArchive archive = BundleArchive.of(folder, "builds", trust, clock);
 * archive.publish(files, Duration.ofDays(90), "Masks the new ticket ids", signer);
 * archive.history().forEach(System.out::println);
 * archive.rollback(9, Duration.ofDays(90), "Rule 17 masked commit ids", signer);
 * }</pre>
 *
 * <p>Several publishers, in one process or many, do not overwrite each other: a number is taken by
 * giving a complete folder its name, which fails if there is one, and {@code current} ends as the
 * highest. A crash at any point leaves {@code current} as it was or as it was to be.
 *
 * <p>Thread-safe. Blocks for the disk.
 */
@TrustedCode("only what readers would accept becomes current, and no revision is overwritten")
public final class BundleArchive {
  private static final int MAX_TRIES = 64;

  private final ArchiveFolder folder;
  private final String bundle;
  private final BundleTrust trust;
  private final Clock clock;
  private final Supplier<PolicySet.Compiler> compilers;

  private BundleArchive(ArchiveFolder folder, Clock clock, Supplier<PolicySet.Compiler> compilers) {
    this.folder = folder;
    this.bundle = BundleManifest.requireName(folder.bundle());
    this.trust = Objects.requireNonNull(folder.trust(), "trust");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.compilers = Objects.requireNonNull(compilers, "compilers");
  }

  /**
   * Returns the archive in {@code folder}, which must exist.
   *
   * @param bundle the name of the bundle
   * @param trust what readers trust; nothing is published that they would refuse
   */
  public static BundleArchive of(Path folder, String bundle, BundleTrust trust, Clock clock) {
    return of(folder, bundle, trust, clock, DurableFiles.ofDisk());
  }

  static BundleArchive of(
      Path folder, String bundle, BundleTrust trust, Clock clock, DurableFiles disk) {
    Objects.requireNonNull(folder, "folder");
    ArchiveFolder files = new ArchiveFolder(folder, bundle, trust, disk);
    return new BundleArchive(files, clock, PolicySet::compiler);
  }

  /** Returns this archive with another compiler of policies, for files in formats of others. */
  public BundleArchive compiledBy(Supplier<PolicySet.Compiler> others) {
    return new BundleArchive(folder, clock, others);
  }

  /** Returns the file that readers fetch. */
  public Path current() {
    return folder.current();
  }

  /**
   * Publishes files under the next revision, if they pass all checks that readers make.
   *
   * @param validFor how long the revision counts, from now
   * @param note what people read about the change, one line; may be empty
   * @return the new revision
   * @throws BundleException if readers would refuse it; nothing is published then
   * @throws IllegalArgumentException if the note or the time is out of range
   * @throws IOException if the disk fails; then it is published in full or not at all
   */
  public ArchivedBundle publish(
      Map<String, byte[]> files, Duration validFor, String note, NoteSigner... signers)
      throws IOException {
    return publish(revision -> terms(revision, validFor, note).write(files, signers));
  }

  /**
   * Publishes the files of an earlier revision again, under the next one.
   *
   * @param revision the one to go back to; it may have expired, but must be signed by trusted keys
   * @see #publish
   */
  public ArchivedBundle rollback(
      long revision, Duration validFor, String note, NoteSigner... signers) throws IOException {
    PolicyBundle old = folder.read(revision);
    return publish(
        next -> terms(next, validFor, note).rollbackOf(revision).write(old.payload(), signers));
  }

  private BundleWriter terms(long revision, Duration validFor, String note) {
    return BundleWriter.of(bundle, revision)
        .published(clock.instant())
        .validFor(validFor)
        .note(note);
  }

  /**
   * Publishes a bundle that is signed already, with the revision that it has.
   *
   * @throws BundleException if readers would refuse it, or its revision is not higher than all that
   *     are there
   */
  public ArchivedBundle publish(PolicyBundle signed) throws IOException {
    BundleManifest manifest = requireGood(signed);
    if (manifest.revision() <= folder.highest() || !folder.take(signed, manifest.revision())) {
      throw new BundleException(
          BundleRejection.COUNTER_REGRESSION, "revision " + manifest.revision() + " is taken");
    }
    return published(signed, manifest);
  }

  /** Makes the bundle of one revision. */
  private interface Draft {
    PolicyBundle of(long revision);
  }

  private ArchivedBundle publish(Draft draft) throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      PolicyBundle signed = draft.of(folder.highest() + 1);
      BundleManifest manifest = requireGood(signed);
      if (folder.take(signed, manifest.revision())) {
        return published(signed, manifest);
      }
    }
    throw new IOException("other publishers were faster " + MAX_TRIES + " times");
  }

  /** Makes all checks that readers make. */
  private BundleManifest requireGood(PolicyBundle signed) {
    BundleSequence sequence = new BundleSequence(bundle, trust::verify, 1, compilers);
    BundleSequence.Candidate candidate = sequence.verify(signed, clock.instant());
    sequence.compile(candidate, clock);
    return candidate.manifest();
  }

  private ArchivedBundle published(PolicyBundle signed, BundleManifest manifest)
      throws IOException {
    folder.updateCurrent();
    boolean isCurrent = folder.currentRevision() == manifest.revision();
    return ArchivedBundle.verified(manifest, trust.signers(signed), isCurrent);
  }

  /**
   * Returns all revisions, the newest first. One that cannot be verified is there with its problem.
   */
  public List<ArchivedBundle> history() throws IOException {
    long current = folder.currentRevision();
    List<ArchivedBundle> history = new ArrayList<>();
    for (long revision : folder.revisions()) {
      history.add(entry(revision, revision == current));
    }
    return List.copyOf(history);
  }

  private ArchivedBundle entry(long revision, boolean isCurrent) {
    try {
      PolicyBundle found = folder.read(revision);
      return ArchivedBundle.verified(trust.verify(found), trust.signers(found), isCurrent);
    } catch (BundleException e) {
      return ArchivedBundle.unusable(revision, e.reason());
    }
  }

  @Override
  public String toString() {
    return "BundleArchive[" + bundle + "]";
  }
}
