package dev.tacenda.quickstart;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One file of the tree, read and checked: text, not too large. Immutable. */
final class SourceFile {
  private final Path place;
  private final String path;
  private final byte[] content;

  /**
   * Makes a file.
   *
   * @param place where it was read
   * @param path from the root of the tree, with slashes
   * @param content UTF-8 text; not copied
   */
  SourceFile(Path place, String path, byte[] content) {
    this.place = place;
    this.path = path;
    this.content = content;
  }

  Path place() {
    return place;
  }

  String path() {
    return path;
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The content; not copied, read only. */
  byte[] content() {
    return content;
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  int size() {
    return content.length;
  }

  /** Path and size, never content. */
  @Override
  public String toString() {
    return "SourceFile[" + path + ", " + content.length + " bytes]";
  }
}
