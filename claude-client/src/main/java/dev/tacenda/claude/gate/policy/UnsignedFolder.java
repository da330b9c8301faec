package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.BundleManifest.Window;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads a folder of policies that has no manifest, and writes one for it. Each content that differs
 * from the last one is a revision of its own. Thread-safe.
 */
final class UnsignedFolder implements BundleSource {
  static final String NAME = "unsigned";
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private final Path folder;
  private final Clock clock;
  private final Object lock = new Object();
  private String content = "";
  private long revision;

  UnsignedFolder(Path folder, Clock clock) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Fetched fetch(String knownTag) {
    Map<String, byte[]> files = PolicyBundle.readFolder(folder).payload();
    if (files.isEmpty()) {
      throw new BundleException(BundleRejection.FETCH_FAILED, "the folder has no files");
    }
    BundleManifest manifest = manifest(files);
    String tag = manifest.contentDigest();
    if (tag.equals(knownTag)) {
      return Fetched.unchanged();
    }
    Map<String, byte[]> withManifest = new TreeMap<>(files);
    withManifest.put(PolicyBundle.MANIFEST, manifest.bytes());
    return Fetched.of(PolicyBundle.of(withManifest), tag);
  }

  private BundleManifest manifest(Map<String, byte[]> files) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Window window = new Window(now, now, NEVER);
    synchronized (lock) {
      BundleManifest next =
          new BundleManifest(NAME, revision + 1, window, 0, "", BundleManifest.entries(files));
      if (!next.contentDigest().equals(content)) {
        content = next.contentDigest();
        revision++;
      }
      return new BundleManifest(NAME, revision, window, 0, "", BundleManifest.entries(files));
    }
  }

  /** Checks all that can be checked without a signature. */
  static BundleManifest verify(PolicyBundle bundle) {
    byte[] bytes = bundle.require(PolicyBundle.MANIFEST, BundleRejection.MANIFEST_MISSING);
    BundleManifest manifest = BundleManifest.parse(bytes);
    BundleTrust.requireFiles(bundle, manifest);
    return manifest;
  }

  @Override
  public String toString() {
    return "UnsignedFolder";
  }
}
