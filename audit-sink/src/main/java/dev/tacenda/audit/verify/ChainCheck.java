package dev.tacenda.audit.verify;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.tree.TreeHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chains of the sessions in one log. Needs memory for each session. Confined to one thread. */
final class ChainCheck {
  private final Map<String, ChainHead> heads = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Verdict take(Entry entry, String writer, TreeHash hash) {
    ChainHead head = heads.get(entry.session());
    String chain = head == null ? LineFormat.chain(writer, entry.session()) : head.chain();
    if (!entry.chain().equals(chain)) {
      return Verdict.CHAIN_BREAK;
    }
    if (head != null && isSibling(entry, head) && !hash.equals(head.hash())) {
      return Verdict.FORK;
    }
    if (!follows(entry, head)) {
      return Verdict.CHAIN_BREAK;
    }
    heads.put(entry.session(), new ChainHead(chain, entry.seq(), hash, entry.prev()));
    track(entry);
    return Verdict.OK;
  }

  private static boolean isSibling(Entry entry, ChainHead head) {
    return entry.seq() == head.seq() && entry.prev().equals(head.prev());
  }

  private static boolean follows(Entry entry, @Nullable ChainHead head) {
    long seq = head == null ? 0 : head.seq() + 1;
    TreeHash prev = head == null ? TreeHash.zero() : head.hash();
    return entry.seq() == seq && entry.prev().equals(prev.hex());
  }

  private void track(Entry entry) {
    if (entry.kind().equals(Kind.SESSION_OPENED.wireName())) {
      open.add(entry.session());
    } else if (entry.kind().equals(Kind.SESSION_CLOSED.wireName())) {
      open.remove(entry.session());
    }
  }

  /** Takes note that the process ended here, and its sessions with it. */
  void crashed() {
    open.clear();
  }

  int open() {
    return open.size();
  }

  Map<String, ChainHead> heads() {
    return Map.copyOf(heads);
  }
}
