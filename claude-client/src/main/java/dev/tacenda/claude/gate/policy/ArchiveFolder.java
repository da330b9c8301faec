package dev.tacenda.claude.gate.policy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The folder of a {@link BundleArchive}: {@code 1/}, {@code 2/} and so on with the files of each
 * revision, and {@code current}, which is the highest that can be verified, packed. Thread-safe.
 *
 * @param folder exists
 * @param bundle the name of the bundle
 * @param trust whose signatures count
 * @param disk does the steps that change something
 */
@TrustedCode("no revision is overwritten, and current is one that readers can verify")
record ArchiveFolder(Path folder, String bundle, BundleTrust trust, DurableFiles disk) {
  private static final String CURRENT = "current";
  private static final int MAX_TRIES = 64;
  private static final int MAX_REVISIONS = 100_000;
  private static final int MAX_DIGITS = 15;

  Path current() {
    return folder.resolve(CURRENT);
  }

  /** Returns false if somebody else has this revision. */
  boolean take(PolicyBundle signed, long revision) throws IOException {
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
  void updateCurrent() throws IOException {
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
  PolicyBundle read(long revision) {
    PolicyBundle found = PolicyBundle.readFolder(folder.resolve(Long.toString(revision)));
    BundleManifest manifest = trust.verify(found);
    if (manifest.revision() != revision || !manifest.name().equals(bundle)) {
      throw new BundleException(BundleRejection.OTHER_BUNDLE, "in the folder " + revision);
    }
    return found;
  }

  /** Returns the highest revision that was ever there, as far as can be told. */
  long highest() throws IOException {
    List<Long> revisions = revisions();
    long ofFolders = revisions.isEmpty() ? 0 : revisions.get(0);
    return Math.max(ofFolders, currentRevision());
  }

  /** Returns the revision that readers get; 0 if there is none that they can use. */
  long currentRevision() {
    try {
      byte[] packed = FolderReader.file(current(), PolicyBundle.MAX_BYTES);
      return trust.verify(PolicyBundle.parse(packed)).revision();
    } catch (BundleException e) {
      return 0;
    }
  }

  /** Returns the numbers of all folders, the highest first. */
  List<Long> revisions() throws IOException {
    List<Long> revisions = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (isRevision(name)) {
          revisions.add(Long.valueOf(name));
        }
        if (revisions.size() > MAX_REVISIONS) {
          throw new IOException("more than " + MAX_REVISIONS + " revisions in one folder");
        }
      }
    }
    revisions.sort(Comparator.reverseOrder());
    return revisions;
  }

  private static boolean isRevision(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_DIGITS
        && name.charAt(0) != '0'
        && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
