package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.GapReason;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of one writer: its segments, its state, its keys. Whatever a method throws, the state is
 * that of the lines that are durable. Confined to one thread, but for {@link #anchor}.
 */
final class SegmentLog {
  /** The session of records that are about the log itself. */
  static final UUID OWN_SESSION = new UUID(0, 0);

  private final WriterHome home;
  private final LogSettings settings;
  private final LogState state;
  private final CheckpointKeys keys;
  private Segment segment;
  private boolean full;
  private volatile Anchor anchor;
  private volatile @Nullable RuntimeException anchorFailure;

  private SegmentLog(
      WriterHome home, LogSettings settings, LogState state, CheckpointKeys keys, Segment segment) {
    this.home = home;
    this.settings = settings;
    this.state = state;
    this.keys = keys;
    this.segment = segment;
    this.anchor = state.anchor();
  }

  /** Begins the log of a new writer; its first line, with its key, is durable on return. */
  static SegmentLog begin(WriterHome home, String writer, LogSettings settings, CheckpointKeys keys)
      throws IOException {
    home.takeBallast(settings.ballastBytes());
    LogState state = new LogState(writer);
    Segment first = home.createSegment(0, settings.nanoTime().getAsLong());
    Draft draft = new Draft(state);
    draft.header(0, Start.OPENED, settings.clock().instant(), Optional.of(keys.key()));
    first.append(draft.bytes());
    draft.commit();
    return new SegmentLog(home, settings, state, keys, first);
  }

  /** Makes entries durable, in a new segment if the current one is full or old. */
  @TrustedCode("returns only after a force that covers the lines of all entries")
  void append(List<Entry> batch) throws IOException {
    if (batch.stream().allMatch(Entry::isMarker)) {
      return;
    }
    if (isOld()) {
      startSegment(Start.ROTATED, batch);
      return;
    }
    Draft draft = new Draft(state);
    add(batch, draft, segment);
    commit(draft, segment);
  }

  private boolean isOld() {
    long age = settings.nanoTime().getAsLong() - segment.openedNanos;
    return segment.bytes() >= settings.maxSegmentBytes()
        || age >= settings.maxSegmentAge().toNanos();
  }

  private void startSegment(Start start, List<Entry> entries) throws IOException {
    Segment next = home.createSegment(segment.number + 1, settings.nanoTime().getAsLong());
    Segment before = segment;
    // From here on, as a file of this number is there.
    segment = next;
    close(before, start);
    Draft draft = new Draft(state);
    draft.header(next.number, start, settings.clock().instant(), Optional.empty());
    add(entries, draft, next);
    commit(draft, next);
  }

  private static void close(Segment before, Start start) throws IOException {
    try {
      before.close();
    } catch (IOException e) {
      if (start != Start.FAILED) {
        throw e;
      }
      // It has failed already, and everything acknowledged in it was forced.
    }
  }

  private void add(List<Entry> entries, Draft draft, Segment target) {
    for (Entry entry : entries) {
      if (entry.isMarker()) {
        continue;
      }
      if (full) {
        draft.entryWithoutBody(entry);
      } else {
        draft.entry(entry, target.pieces);
      }
    }
  }

  private void commit(Draft draft, Segment target) throws IOException {
    target.append(draft.bytes());
    draft.commit();
    anchor = state.anchor();
  }

  /** Goes on in a new segment behind a record that says why. */
  void startAfterFailure(GapReason reason, int lost, List<Entry> entries) throws IOException {
    AuditRecord gap =
        AuditRecord.builder(Kind.GAP, settings.clock().instant(), OWN_SESSION)
            .reason(reason)
            .lost(lost)
            .build();
    List<Entry> all = new ArrayList<>(List.of(Entry.of(gap, false)));
    all.addAll(entries);
    startSegment(Start.FAILED, all);
  }

  /** Gives up the room that was kept; until it can be taken again, the disk counts as full. */
  void makeRoom() throws IOException {
    full = true;
    home.releaseBallast();
  }

  /** Returns true if the disk is full, after trying whether it still is. */
  boolean isFull() {
    if (full) {
      try {
        home.takeBallast(settings.ballastBytes());
        full = false;
      } catch (IOException e) {
        return true;
      }
    }
    return full;
  }

  /** Signs all lines so far. They are durable, so what is signed can never turn out different. */
  void checkpoint() throws IOException {
    sign(keys.sign(state.tree));
    keys.advance();
  }

  private void sign(byte[] note) throws IOException {
    Anchor signed = state.anchor();
    Draft draft = new Draft(state);
    draft.note(note);
    commit(draft, segment);
    handOn(signed);
  }

  /** A listener that fails does not stop the log, which is whole without it; close() tells. */
  private void handOn(Anchor signed) {
    try {
      settings.onAnchor().accept(signed);
    } catch (RuntimeException e) {
      anchorFailure = e;
    }
  }

  /** Returns why an anchor was not handed on, or null. Thread-safe. */
  @Nullable RuntimeException anchorFailure() {
    return anchorFailure;
  }

  /** Returns the newest line that is durable, and all before it. Thread-safe. */
  Anchor anchor() {
    return anchor;
  }

  /** Ends the log with a last checkpoint, or leaves it for a recovery if it has failed. */
  void close(boolean failed) throws IOException {
    try (keys) {
      if (failed) {
        home.release();
        return;
      }
      sign(keys.signEnd(state.tree));
      home.close();
    } finally {
      segment.close();
    }
  }
}
