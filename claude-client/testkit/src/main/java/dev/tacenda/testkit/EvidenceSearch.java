package dev.tacenda.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches one piece of evidence as it is and with layers of escapes taken off. Immutable and
 * thread-safe.
 */
final class EvidenceSearch {

  /** Told of each pattern found. */
  interface Hits {
    void found(PatternIndex.Pattern pattern, long offset, String encoding);
  }

  /** A view through which the evidence is read, and the layers around it. */
  private static final class Layer {
    private final EvidenceView.Cursor cursor;
    private final @Nullable Layer outer;

    private Layer(EvidenceView.Cursor cursor, @Nullable Layer outer) {
      this.cursor = cursor;
      this.outer = outer;
    }

    private String label() {
      return (outer == null ? "" : outer.label()) + cursor.view().label() + ", ";
    }

    private int outermostOffset(int offset) {
      int at = cursor.sourceOffset(offset);
      return outer == null ? at : outer.outermostOffset(at);
    }

    private int depth() {
      return outer == null ? 1 : 1 + outer.depth();
    }
  }

  private static final int MAX_LAYERS = 2;
  private static final int MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

  private final PatternIndex patterns;

  EvidenceSearch(PatternIndex patterns) {
    this.patterns = patterns;
  }

  void search(byte[] evidence, Hits hits, Consumer<String> uninspected) {
    searchLayer(evidence, null, "", hits);
    if (startsWith(evidence, 0x1f, 0x8b)) {
      searchPacked(evidence, hits, uninspected);
    }
    if (startsWith(evidence, 'P', 'K', 3, 4)) {
      uninspected.accept("is a zip archive");
    }
  }

  /** True if the text holds no planted value. */
  boolean isClean(String text) {
    AtomicBoolean clean = new AtomicBoolean(true);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    searchLayer(bytes, null, "", (pattern, offset, encoding) -> clean.set(false));
    return clean.get();
  }

  private void searchLayer(byte[] bytes, @Nullable Layer layer, String prefix, Hits hits) {
    String label = prefix + (layer == null ? "" : layer.label());
    patterns.search(
        bytes,
        (pattern, offset) -> {
          int at = layer == null ? offset : layer.outermostOffset(offset);
          hits.found(pattern, at, label + pattern.encoding());
        });
    if (layer != null && layer.depth() == MAX_LAYERS) {
      return;
    }
    for (EvidenceView view : EvidenceView.values()) {
      Optional<byte[]> decoded = view.decode(bytes);
      if (decoded.isPresent()) {
        searchLayer(decoded.get(), new Layer(view.cursor(bytes), layer), prefix, hits);
      }
    }
  }

  private void searchPacked(byte[] evidence, Hits hits, Consumer<String> uninspected) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(evidence))) {
      byte[] unpacked = in.readNBytes(MAX_UNPACKED_BYTES);
      searchLayer(unpacked, null, "gzip, ", hits);
      if (in.read() >= 0) {
        uninspected.accept("unpacks to more than " + MAX_UNPACKED_BYTES + " bytes");
      }
    } catch (IOException e) {
      uninspected.accept("looks like gzip and cannot be unpacked");
    }
  }

  private static boolean startsWith(byte[] evidence, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= evidence.length || evidence[i] != (byte) magic[i]) {
        return false;
      }
    }
    return true;
  }
}
