package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicyBundle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Tells bundles from other files. */
final class SignedBundle {
  /** The file in which a bundle describes itself. */
  static final String MANIFEST = "manifest.yaml";

  private static final byte[] BEGIN = "tacenda-bundle 1 ".getBytes(StandardCharsets.US_ASCII);

  private SignedBundle() {}

  /** Returns true if a file begins like a bundle in one file. */
  static boolean isPacked(byte[] content) {
    return content.length > BEGIN.length
        && Arrays.equals(content, 0, BEGIN.length, BEGIN, 0, BEGIN.length);
  }

  /** Returns the files of a bundle but for its signature. */
  static Map<String, byte[]> files(PolicyBundle bundle) {
    Map<String, byte[]> files = new TreeMap<>();
    bundle.names().stream()
        .filter(name -> PolicyFileReader.isYaml(name) || PolicyFileReader.isToml(name))
        .forEach(name -> bundle.file(name).ifPresent(content -> files.put(name, content)));
    return files;
  }
}
