package dev.tacenda.mask;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Widens hits in encoded text to the whole run of the encoding, and passes them on. The characters
 * next to a base64 hit can hold bits of the value's first or last byte, and half a run is of no use
 * to a reader. Linear: no text is widened over twice for one alphabet. Confined to one search.
 */
@TrustedCode("never makes a hit shorter")
final class RunWidening implements ValueIndex.HitSink {
  private static final int MAX_PADDING = 2;

  private final byte[] text;
  private final int from;
  private final int to;
  private final KnownSecrets secrets;
  private final ValueIndex.HitSink sink;

  /** For each alphabet, where its last run ended. Made on the first hit that is widened. */
  private @Nullable Map<RunAlphabet, Integer> runEnds;

  RunWidening(byte[] text, int from, int to, KnownSecrets secrets, ValueIndex.HitSink sink) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.secrets = secrets;
    this.sink = sink;
  }

  @Override
  public void hit(int entry, int start, int end) {
    RunAlphabet run = secrets.runOf(entry);
    if (run == RunAlphabet.NONE) {
      sink.hit(entry, start, end);
      return;
    }
    if (runEnds == null) {
      runEnds = new EnumMap<>(RunAlphabet.class);
    }
    if (start >= runEnds.getOrDefault(run, from)) {
      int runEnd = runEnd(run, end);
      runEnds.put(run, runEnd);
      sink.hit(entry, runStart(run, start), runEnd);
    }
  }

  private int runStart(RunAlphabet run, int start) {
    int at = start;
    while (at > from && run.contains(text[at - 1])) {
      at--;
    }
    return at;
  }

  private int runEnd(RunAlphabet run, int end) {
    int at = end;
    while (at < to && run.contains(text[at])) {
      at++;
    }
    int padding = run.padded() ? Math.min(to, at + MAX_PADDING) : at;
    while (at < padding && text[at] == '=') {
      at++;
    }
    return at;
  }
}
