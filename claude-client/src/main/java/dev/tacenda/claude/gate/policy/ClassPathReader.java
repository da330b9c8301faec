package dev.tacenda.claude.gate.policy;

import java.io.IOException;
import java.io.InputStream;

/** Reads packed bundles from the class path. */
final class ClassPathReader {
  private ClassPathReader() {}

  static byte[] read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new BundleException(BundleRejection.FETCH_FAILED, "no such resource");
      }
      return FolderReader.upTo(PolicyBundle.MAX_BYTES, in);
    } catch (IOException e) {
      throw new BundleException(BundleRejection.FETCH_FAILED, "a resource that cannot be read");
    }
  }
}
