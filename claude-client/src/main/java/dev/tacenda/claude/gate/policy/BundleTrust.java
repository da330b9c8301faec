package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import dev.tacenda.mask.TrustedCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose signatures count, and how many a bundle must have. Immutable.
 *
 * <pre>{@code
 * BundleTrust trust = BundleTrust.anyOf(List.of(security, platform));
 * BundleTrust both = BundleTrust.atLeast(2, List.of(security, platform, release));
 * }</pre>
 */
@TrustedCode("a bundle that the trusted keys have not signed is never used")
public final class BundleTrust {
  private static final int MAX_KEYS = 16;

  private final Set<NoteKey> keys;
  private final int required;

  private BundleTrust(int required, Collection<NoteKey> keys) {
    this.keys = Set.copyOf(keys);
    this.required = required;
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("keys must be 1..16, were " + keys.size());
    }
    if (required < 1 || required > keys.size()) {
      throw new IllegalArgumentException(
          "required signatures must be in 1.." + keys.size() + ", was " + required);
    }
    Set<String> distinct = new HashSet<>();
    keys.forEach(key -> distinct.add(publicBytes(key)));
    if (distinct.size() != keys.size()) {
      // Under two names it could sign for two.
      throw new IllegalArgumentException("keys must be different, one is there twice");
    }
  }

  /** Trusts what at least one of {@code keys}, up to 16, has signed. */
  public static BundleTrust anyOf(Collection<NoteKey> keys) {
    return new BundleTrust(1, keys);
  }

  /**
   * Trusts what at least {@code required} of {@code keys}, up to 16, have signed.
   *
   * @throws IllegalArgumentException if the number is out of range, or one key is there twice, be
   *     it under another name
   */
  public static BundleTrust atLeast(int required, Collection<NoteKey> keys) {
    return new BundleTrust(required, keys);
  }

  private static String publicBytes(NoteKey key) {
    return key.toString().split("\\+", 3)[2];
  }

  /**
   * Returns the manifest of {@code bundle}, whose signatures and files are right.
   *
   * @throws BundleException if they are not
   */
  BundleManifest verify(PolicyBundle bundle) {
    byte[] manifestBytes = bundle.require(PolicyBundle.MANIFEST, BundleRejection.MANIFEST_MISSING);
    SignedNote note = note(bundle);
    requireSignatures(note);
    // Only now is anything in the bundle worth being read.
    if (!note.text().endsWith("\nmanifest " + Sha256.hex(manifestBytes) + "\n")) {
      throw new BundleException(BundleRejection.MANIFEST_CHANGED);
    }
    BundleManifest manifest = BundleManifest.parse(manifestBytes);
    if (!note.text().equals(manifest.signedText())) {
      throw new BundleException(BundleRejection.SIGNATURE_MALFORMED, "it signs something else");
    }
    requireFiles(bundle, manifest);
    return manifest;
  }

  private static SignedNote note(PolicyBundle bundle) {
    byte[] bytes = bundle.require(PolicyBundle.SIGNATURE, BundleRejection.SIGNATURE_MISSING);
    try {
      return SignedNote.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw new BundleException(
          BundleRejection.SIGNATURE_MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private void requireSignatures(SignedNote note) {
    int verified = note.verifiedBy(keys).size();
    if (verified >= required) {
      return;
    }
    if (verified > 0) {
      throw new BundleException(
          BundleRejection.SIGNATURE_TOO_FEW, verified + " of " + required + " signatures");
    }
    boolean claimed = keys.stream().anyMatch(note::isClaimedBy);
    throw new BundleException(
        claimed ? BundleRejection.SIGNATURE_WRONG : BundleRejection.SIGNATURE_UNKNOWN_KEY);
  }

  /**
   * Returns the names of the trusted keys that have signed {@code bundle}, in order.
   *
   * @throws BundleException if {@link #verify} fails
   */
  List<String> signers(PolicyBundle bundle) {
    verify(bundle);
    Set<String> names = new TreeSet<>();
    note(bundle).verifiedBy(keys).forEach(key -> names.add(key.name()));
    return List.copyOf(names);
  }

  /** Requires that the bundle has exactly the files of the manifest. */
  static void requireFiles(PolicyBundle bundle, BundleManifest manifest) {
    Set<String> unnamed = new TreeSet<>(bundle.payload().keySet());
    for (BundleManifest.FileEntry entry : manifest.files()) {
      byte[] content = bundle.payload().get(entry.name());
      if (content == null) {
        throw new BundleException(BundleRejection.FILE_MISSING, entry.name());
      }
      if (content.length != entry.bytes() || !Sha256.hex(content).equals(entry.sha256())) {
        throw new BundleException(BundleRejection.FILE_CHANGED, entry.name());
      }
      unnamed.remove(entry.name());
    }
    if (!unnamed.isEmpty()) {
      throw new BundleException(
          BundleRejection.FILE_UNEXPECTED, String.valueOf(unnamed.iterator().next()));
    }
  }

  /** Returns how many of how many keys must sign. */
  @Override
  public String toString() {
    return "BundleTrust[" + required + " of " + keys.size() + " keys]";
  }
}
