package dev.tacenda.audit.log;

import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.ChainHead;
import dev.tacenda.audit.verify.ScanResult;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What the next lines of a log depend on, as far as it is durable: the tree, the last line, the
 * newest line of each session (about 200 bytes each). Changed by {@link Draft#commit} alone.
 * Confined to one thread.
 */
final class LogState {
  final String writer;
  final Map<UUID, ChainHead> chains = new HashMap<>();
  MerkleTree tree = new MerkleTree();
  TreeHash last = TreeHash.zero();

  LogState(String writer) {
    this.writer = writer;
  }

  /** Returns the state at the end of what is whole in a log. */
  static LogState of(ScanResult result) {
    LogState state = new LogState(result.writer());
    state.tree = result.tree().copy();
    state.last = result.last();
    result.chains().forEach((session, head) -> state.chains.put(UUID.fromString(session), head));
    return state;
  }

  Anchor anchor() {
    return new Anchor(writer, tree.size(), tree.root());
  }
}
