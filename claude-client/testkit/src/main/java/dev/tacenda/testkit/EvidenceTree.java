package dev.tacenda.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks a folder as evidence. What cannot be read is reported, never passed over. */
final class EvidenceTree {

  private static final long MAX_FILE_BYTES = 512L * 1024 * 1024;

  private final BiConsumer<String, byte[]> evidence;
  private final Consumer<String> uninspected;

  EvidenceTree(BiConsumer<String, byte[]> evidence, Consumer<String> uninspected) {
    this.evidence = evidence;
    this.uninspected = uninspected;
  }

  void search(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      uninspected.accept("a file or folder that does not exist");
      return;
    }
    visit(root, root);
  }

  private void visit(Path root, Path path) {
    String where = path.equals(root) ? "." : root.relativize(path).toString();
    if (!path.equals(root)) {
      evidence.accept("name of " + where, where.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (Files.isSymbolicLink(path)) {
        String target = Files.readSymbolicLink(path).toString();
        evidence.accept("link " + where, target.getBytes(StandardCharsets.UTF_8));
      } else if (Files.isDirectory(path)) {
        children(path).forEach(child -> visit(root, child));
      } else {
        file(path, where);
      }
    } catch (IOException e) {
      // The exception's message has the path, which may hold a planted value.
      uninspected.accept("a file or folder that cannot be read");
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private void file(Path path, String where) throws IOException {
    if (!Files.isRegularFile(path)) {
      uninspected.accept("something that is neither file, folder nor link");
    } else if (Files.size(path) > MAX_FILE_BYTES) {
      uninspected.accept("a file of more than " + MAX_FILE_BYTES + " bytes");
    } else {
      evidence.accept("file " + where, Files.readAllBytes(path));
    }
  }
}
