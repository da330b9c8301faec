package dev.tacenda.claude.gate.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One revision in the history of a {@link BundleArchive}. Immutable. */
public final class ArchivedBundle {
  private final long revision;
  private final @Nullable BundleManifest manifest;
  private final List<String> signedBy;
  private final @Nullable BundleRejection problem;
  private final boolean current;

  private ArchivedBundle(
      long revision,
      @Nullable BundleManifest manifest,
      List<String> signedBy,
      @Nullable BundleRejection problem,
      boolean current) {
    this.revision = revision;
    this.manifest = manifest;
    this.signedBy = List.copyOf(signedBy);
    this.problem = problem;
    this.current = current;
  }

  static ArchivedBundle verified(BundleManifest manifest, List<String> signedBy, boolean current) {
    return new ArchivedBundle(manifest.revision(), manifest, signedBy, null, current);
  }

  static ArchivedBundle unusable(long revision, BundleRejection problem) {
    return new ArchivedBundle(
        revision, null, List.of(), Objects.requireNonNull(problem, "problem"), false);
  }

  /** Returns the revision, as its folder is named. */
  public long revision() {
    return revision;
  }

  /** Returns what the bundle says about itself; empty if it could not be verified. */
  public Optional<BundleManifest> manifest() {
    return Optional.ofNullable(manifest);
  }

  /** Returns the names of the trusted keys that have signed it. */
  public List<String> signedBy() {
    return signedBy;
  }

  /** Returns why it cannot be used; empty if it can. */
  public Optional<BundleRejection> problem() {
    return Optional.ofNullable(problem);
  }

  /** Returns true if it is what readers get. */
  public boolean isCurrent() {
    return current;
  }

  /** Returns the line of the history. */
  @Override
  public String toString() {
    if (manifest == null) {
      return revision + " cannot be used: " + problem;
    }
    return revision
        + (current ? " current " : " ")
        + manifest.contentDigest().substring(0, 12)
        + " "
        + manifest.published()
        + " by "
        + String.join(", ", signedBy)
        + (manifest.rollbackOf().isPresent()
            ? ", rollback of " + manifest.rollbackOf().getAsLong()
            : "")
        + (manifest.note().isEmpty() ? "" : ": " + manifest.note());
  }
}
