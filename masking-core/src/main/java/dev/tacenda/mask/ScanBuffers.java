package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineProfile;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a scan writes down while it goes through the lines of one text: places and numbers, nothing
 * of the text. A document has hundreds of strings, so one set serves them one after the other.
 * Confined to one thread at a time.
 */
final class ScanBuffers {
  /** A text without line ends can have so many keywords that their places are not kept. */
  private static final int MAX_KEPT_HITS = 16 * 1024;

  private static final byte[] NOTHING = {};

  private final KeywordHits hits = new KeywordHits();
  private final BitSet candidates;
  private final LineProfile profile = new LineProfile();
  private final ShapeHits shapeHits;

  private ScanBuffers(int ruleCount, ShapeHits shapeHits) {
    this.candidates = new BitSet(ruleCount);
    this.shapeHits = shapeHits;
  }

  /** Where keywords end. */
  KeywordHits hits() {
    return hits;
  }

  /** The rules to try on the line at hand. */
  BitSet candidates() {
    return candidates;
  }

  /** The measures of the line at hand. */
  LineProfile profile() {
    return profile;
  }

  /** The literals of shapes on the line at hand. */
  ShapeHits shapeHits() {
    return shapeHits;
  }

  /** Buffers that wait for the next scan of a scanner: one set or none. Thread-safe. */
  static final class Spare {
    private final AtomicReference<ScanBuffers> spare = new AtomicReference<>();
    private final int ruleCount;
    private final ShapeTable shapes;
    private final Placeholders placeholders;

    Spare(int ruleCount, ShapeTable shapes, Placeholders placeholders) {
      this.ruleCount = ruleCount;
      this.shapes = shapes;
      this.placeholders = placeholders;
    }

    /**
     * Takes buffers for a scan.
     *
     * @param from where the first line of the text begins
     */
    ScanBuffers take(byte[] text, int from) {
      ScanBuffers known = spare.getAndSet(null);
      ScanBuffers buffers =
          known == null ? new ScanBuffers(ruleCount, new ShapeHits(shapes, placeholders)) : known;
      buffers.candidates.clear();
      buffers.shapeHits.restart(text, from);
      return buffers;
    }

    /** Takes buffers back after a scan, so that they know nothing of its text any more. */
    void putBack(ScanBuffers buffers) {
      buffers.profile.forget();
      buffers.shapeHits.restart(NOTHING, 0);
      if (buffers.hits.capacity() <= MAX_KEPT_HITS) {
        spare.set(buffers);
      }
    }
  }
}
