package dev.tacenda.mask;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values that rules have found so far in one document or stream, which are masked in all that
 * follows, with or without the context that gave them away. Confined to one thread.
 */
@TrustedCode("A value that was found once is found again wherever it stands on its own.")
final class LearntValues {
  /** Shorter values are too likely to be found by chance. */
  private static final int MIN_LENGTH = 8;

  /** Values shorter than this are only found between bytes that cannot belong to a longer word. */
  private static final int MIN_LENGTH_INSIDE_WORDS = 16;

  private static final int MAX_PIECE = 256;

  private final Map<ByteBuffer, Label> labels = new HashMap<>();
  private final ValueIndex index;
  private final Set<ByteBuffer> placeholderOnly = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private boolean whiteSpace;

  /** Values from elsewhere that are found as well, for one document. */
  private @Nullable LearntValues others;

  /** A value in the order of learning; without a label, one to be replaced by its placeholder. */
  private record Entry(ByteBuffer value, @Nullable Label label) {}

  /**
   * Starts with nothing learnt.
   *
   * @param seed derived from the placeholder key, so that nobody can craft values that collide
   */
  LearntValues(long seed) {
    this.index = ValueIndex.withSeed(seed);
  }

  /** Remembers {@code text[start, end)} under {@code label} unless it is known or too short. */
  void learn(byte[] text, int start, int end, Label label) {
    if (end - start < MIN_LENGTH) {
      return;
    }
    // A long value is looked for in pieces: comparing it whole at each place where text looks like
    // its beginning would make hostile text quadratic.
    for (int from = start; from < end; from += MAX_PIECE) {
      int pieceEnd = Math.min(from + MAX_PIECE, end);
      int pieceStart = Math.max(start, Math.min(from, pieceEnd - MAX_PIECE));
      learnPiece(text, pieceStart, pieceEnd, label);
    }
  }

  private void learnPiece(byte[] text, int start, int end, Label label) {
    if (!labels.containsKey(ByteBuffer.wrap(text, start, end - start))) {
      add(Arrays.copyOfRange(text, start, end), label);
    }
  }

  private void add(byte[] value, Label label) {
    ByteBuffer key = ByteBuffer.wrap(value);
    labels.put(key, label);
    index.add(SecretForm.literal(value)); // the same array, which can be wiped
    entries.add(new Entry(key, label));
    whiteSpace |= Bytes.indexOf(value, 0, value.length, (byte) ' ') >= 0;
  }

  /**
   * Has what {@code values} knows found by {@link #findOthers}, until this is called again; null
   * for nothing. It is not copied and not wiped with what was learnt here.
   */
  void findAlso(@Nullable LearntValues values) {
    others = values;
  }

  /** Returns how much was learnt so far; see {@link #copyTo}. */
  int size() {
    return entries.size();
  }

  /** Has {@code other}, which knows nothing yet, learn what this had learnt at that size. */
  void copyTo(LearntValues other, int size) {
    for (Entry entry : entries.subList(0, size)) {
      byte[] value = entry.value().array();
      if (entry.label() == null) {
        other.usePlaceholder(value, 0, value.length);
      } else {
        other.add(value.clone(), entry.label());
      }
    }
  }

  /** Overwrites all values; nothing is to be looked for after that. */
  void wipe() {
    entries.forEach(entry -> Arrays.fill(entry.value().array(), (byte) 0));
  }

  /** Returns true if a value holds a space, so that text must not be decided word by word. */
  boolean holdWhiteSpace() {
    return whiteSpace || (others != null && others.whiteSpace);
  }

  /** Returns the label under which exactly this value was first found. */
  @Nullable Label labelOf(byte[] text, int start, int end) {
    Label own = labels.get(ByteBuffer.wrap(text, start, end - start));
    return own != null || others == null ? own : others.labelOf(text, start, end);
  }

  /**
   * Has a value replaced by its placeholder from now on, whatever its style, because a rule finds
   * what the style makes of it.
   */
  void usePlaceholder(byte[] text, int start, int end) {
    ByteBuffer value = ByteBuffer.wrap(Arrays.copyOfRange(text, start, end));
    if (placeholderOnly.add(value)) {
      entries.add(new Entry(value, null));
    }
  }

  /** Returns true if exactly this value is only to be replaced by its placeholder. */
  boolean usesPlaceholder(byte[] text, int start, int end) {
    return placeholderOnly.contains(ByteBuffer.wrap(text, start, end - start));
  }

  /** Reports every place in {@code text[from, to)} where a value stands. */
  void find(byte[] text, int from, int to, Consumer<Span> sink) {
    if (labels.isEmpty()) {
      return;
    }
    index.find(text, from, to, (id, start, end) -> hit(text, from, to, start, end, sink));
  }

  /** Returns true if {@link #findOthers} may find something. */
  boolean hasOthers() {
    return others != null;
  }

  /** Reports every place in {@code text[from, to)} where a value from elsewhere stands. */
  void findOthers(byte[] text, int from, int to, Consumer<Span> sink) {
    if (others != null) {
      others.find(text, from, to, sink);
    }
  }

  private void hit(byte[] text, int from, int to, int start, int end, Consumer<Span> sink) {
    // The index reports the longest value at a place. If that is cut out of a longer word, a
    // shorter one may still stand there on its own.
    for (int shorter = end; shorter - start >= MIN_LENGTH; shorter--) {
      Label label = labels.get(ByteBuffer.wrap(text, start, shorter - start));
      if (label != null && standsAlone(text, from, to, start, shorter)) {
        sink.accept(new Span(start, shorter, label));
        return;
      }
    }
  }

  private static boolean standsAlone(byte[] text, int from, int to, int start, int end) {
    return end - start >= MIN_LENGTH_INSIDE_WORDS
        || !(start > from && Bytes.isWordByte(text[start - 1]))
            && !(end < to && Bytes.isWordByte(text[end]));
  }
}
