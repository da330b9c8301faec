package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.TrustedCode;

/**
 * The highest revision that was in force, and which content it had. Immutable.
 *
 * @param revision 0 if nothing was in force yet
 * @param digest of the manifest; empty if nothing was in force yet
 */
@TrustedCode("an older bundle, rightly signed, does not come back")
record RevisionMark(long revision, String digest) {
  static final RevisionMark NONE = new RevisionMark(0, "");

  static RevisionMark of(BundleManifest manifest) {
    return new RevisionMark(manifest.revision(), manifest.digest());
  }

  boolean isNone() {
    return revision == 0;
  }

  /** Returns true if this is exactly the bundle with {@code manifest}. */
  boolean isOf(BundleManifest manifest) {
    return manifest.revision() == revision && manifest.digest().equals(digest);
  }

  /**
   * Requires that {@code manifest} may follow. The same revision may come again, with other
   * signatures, if it is the same to the byte.
   */
  void requireMayFollow(BundleManifest manifest) {
    if (manifest.revision() < revision) {
      throw new BundleException(
          BundleRejection.COUNTER_REGRESSION, manifest.revision() + " after " + revision);
    }
    if (manifest.revision() == revision && !isOf(manifest)) {
      throw new BundleException(BundleRejection.COUNTER_CONTENT_MISMATCH, "revision " + revision);
    }
  }
}
