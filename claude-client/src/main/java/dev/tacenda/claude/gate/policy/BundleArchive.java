package dev.tacenda.claude.gate.policy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private static final String CURRENT = "current";
  private static final int MAX_TRIES = 64;
  private static final int MAX_REVISIONS = 100_000;

  private final Path folder;
  private final String bundle;
  private final BundleTrust trust;
  private final Clock clock;
  private final DurableFiles disk;
  private final Supplier<PolicySet.Compiler> compilers;

  BundleArchive(
      Path folder,
      String bundle,
      BundleTrust trust,
      Clock clock,
      DurableFiles disk,
      Supplier<PolicySet.Compiler> compilers) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.bundle = BundleManifest.requireName(bundle);
    this.trust = Objects.requireNonNull(trust, "trust");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.disk = Objects.requireNonNull(disk, "disk");
    this.compilers = Objects.requireNonNull(compilers, "compilers");
  }

  /**
   * Returns the archive in {@code folder}, which must exist.
   *
   * @param bundle the name of the bundle
   * @param trust what readers trust; nothing is published that they would refuse
   */
  public static BundleArchive of(Path folder, String bundle, BundleTrust trust, Clock clock) {
    return new BundleArchive(
        folder, bundle, trust, clock, DurableFiles.ofDisk(), PolicySet::compiler);
  }

  /** Returns this archive with another compiler of policies, for files in formats of others. */
  public BundleArchive compiledBy(Supplier<PolicySet.Compiler> others) {
    return new BundleArchive(folder, bundle, trust, clock, disk, others);
  }

  /** Returns the file that readers fetch. */
  public Path current() {
    return folder.resolve(CURRENT);
  }

  /**
   * Publishes files under the next revision, if they pass all checks that readers make.
   *
   * @param validFor how long the revision counts, from now
   * @param note what people read about the change, one line; may be empty
   * @return the new revision
   * @throws BundleException if readers would refuse it; nothing is published then
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
    PolicyBundle old = read(revision);
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
    if (manifest.revision() <= highest() || !take(signed, manifest.revision())) {
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
      PolicyBundle signed = draft.of(highest() + 1);
      BundleManifest manifest = requireGood(signed);
      if (take(signed, manifest.revision())) {
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
    updateCurrent();
    return ArchivedBundle.verified(manifest, trust.signers(signed), true);
  }

  /** Returns false if somebody else has this revision. */
  private boolean take(PolicyBundle signed, long revision) throws IOException {
    Path fresh = folder.resolve(DurableFiles.freshName());
    Path target = folder.resolve(Long.toString(revision));
    try {
      disk.createFolder(fresh);
      for (String name : signed.names()) {
        disk.create(fresh.resolve(name), signed.file(name).orElseThrow());
      }
      disk.forceFolder(fresh);
      disk.rename(fresh, target);
    } catch (IOException e) {
      for (String name : signed.names()) {
        disk.deleteQuietly(fresh.resolve(name), e);
      }
      disk.deleteQuietly(fresh, e);
      if (Files.exists(target, NOFOLLOW_LINKS)) {
        return false;
      }
      throw e;
    }
    disk.forceFolder(folder);
    return true;
  }

  /**
   * Makes the highest good revision current. Another publisher may do the same at the same time;
   * whoever writes last has looked after writing that there is none higher.
   */
  private void updateCurrent() throws IOException {
    long written = 0;
    for (int i = 0; i < MAX_TRIES; i++) {
      long best = highestGood();
      if (best == written) {
        return;
      }
      disk.replace(current(), read(best).packed());
      written = best;
    }
    throw new IOException("other publishers were faster " + MAX_TRIES + " times");
  }

  private long highestGood() throws IOException {
    for (long revision : revisions()) {
      if (isGood(revision)) {
        return revision;
      }
    }
    return 0;
  }

  private boolean isGood(long revision) {
    try {
      read(revision);
      return true;
    } catch (BundleException e) {
      return false;
    }
  }

  /** Returns one revision, verified. */
  private PolicyBundle read(long revision) {
    PolicyBundle found = PolicyBundle.readFolder(folder.resolve(Long.toString(revision)));
    BundleManifest manifest = trust.verify(found);
    if (manifest.revision() != revision || !manifest.name().equals(bundle)) {
      throw new BundleException(BundleRejection.OTHER_BUNDLE, "in the folder " + revision);
    }
    return found;
  }

  /** Returns the highest revision that was ever there, as far as can be told. */
  private long highest() throws IOException {
    List<Long> revisions = revisions();
    long ofFolders = revisions.isEmpty() ? 0 : revisions.get(0);
    return Math.max(ofFolders, currentManifest().map(BundleManifest::revision).orElse(0L));
  }

  private Optional<BundleManifest> currentManifest() {
    try {
      byte[] packed = FolderReader.file(current(), PolicyBundle.MAX_BYTES);
      return Optional.of(trust.verify(PolicyBundle.parse(packed)));
    } catch (BundleException e) {
      // It is not there yet, or no reader can use it either.
      return Optional.empty();
    }
  }

  /** Returns the numbers of all folders, the highest first. */
  private List<Long> revisions() throws IOException {
    List<Long> revisions = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (isRevision(name) && revisions.size() < MAX_REVISIONS) {
          revisions.add(Long.valueOf(name));
        }
      }
    }
    revisions.sort(Comparator.reverseOrder());
    return revisions;
  }

  private static boolean isRevision(String name) {
    return !name.isEmpty()
        && name.length() <= 15
        && name.charAt(0) != '0'
        && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Returns all revisions, the newest first. One that cannot be verified is there with its problem.
   */
  public List<ArchivedBundle> history() throws IOException {
    long current = currentManifest().map(BundleManifest::revision).orElse(0L);
    List<ArchivedBundle> history = new ArrayList<>();
    for (long revision : revisions()) {
      history.add(entry(revision, revision == current));
    }
    return List.copyOf(history);
  }

  private ArchivedBundle entry(long revision, boolean isCurrent) {
    try {
      PolicyBundle found = read(revision);
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
