package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LineWriter;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.audit.verify.ChainHead;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are to be written together. The state of the log is as before until {@link #commit},
 * so a draft whose write failed is dropped and made again. Confined to one thread.
 */
final class Draft {
  private final LogState state;
  private final long after;
  private final MerkleTree tree;
  private final TreeHasher hasher = new TreeHasher();
  private final Map<UUID, ChainHead> chains = new HashMap<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private TreeHash last;

  Draft(LogState state) {
    this.state = state;
    this.after = state.tree.size();
    this.tree = state.tree.copy();
    this.last = state.last;
  }

  void header(int segment, Start start, Instant time, Optional<NoteKey> key) {
    add(
        LineWriter.header(
            new Header(
                state.writer, segment, tree.size(), last.hex(), time.toString(), start, key)));
  }

  /**
   * Adds a record, behind the pieces of its body that the segment does not have yet.
   *
   * @param stored the names of those it has; the new ones are added
   */
  void entry(Entry entry, Set<String> stored) {
    for (BodyPieces.Piece piece : entry.body.pieces()) {
      if (stored.add(piece.id())) {
        add(LineWriter.chunk(piece.id(), piece.data()));
      }
    }
    record(entry, entry.body.depth(), entry.body.top());
  }

  /** Adds a record, and of its body the hash alone. */
  void entryWithoutBody(Entry entry) {
    record(entry, 0, List.of());
  }

  private void record(Entry entry, int depth, List<String> pieces) {
    ChainHead head = head(entry.session);
    long seq = head == null ? 0 : head.seq() + 1;
    String chain =
        head == null ? LineFormat.chain(state.writer, entry.session.toString()) : head.chain();
    String prev = (head == null ? TreeHash.zero() : head.hash()).hex();
    add(LineWriter.entry(chain, seq, prev, after, entry.members, depth, pieces));
    chains.put(entry.session, new ChainHead(chain, seq, last, prev));
  }

  private @Nullable ChainHead head(UUID session) {
    ChainHead drafted = chains.get(session);
    return drafted == null ? state.chains.get(session) : drafted;
  }

  void note(byte[] note) {
    add(LineWriter.note(note, after));
  }

  private void add(byte[] line) {
    last = hasher.leaf(line, line.length);
    tree.append(last);
    lines.writeBytes(line);
    lines.write('\n');
  }

  /** Returns the tree with the lines of this draft; not to be changed. */
  MerkleTree tree() {
    return tree;
  }

  byte[] bytes() {
    return lines.toByteArray();
  }

  /** Makes the lines part of the log, after they were made durable. */
  void commit() {
    state.tree = tree;
    state.last = last;
    state.chains.putAll(chains);
  }
}
