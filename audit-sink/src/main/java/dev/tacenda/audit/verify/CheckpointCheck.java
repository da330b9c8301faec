package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHead;
import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The signed checkpoints of one log: each must be of the key that the one before it named, the
 * first of the key in the first line. Confined to one thread.
 */
@TrustedCode("a checkpoint counts only with a signature of the one key that may sign it")
final class CheckpointCheck {
  private static final String NEXT = "next ";
  private static final String END = "end";

  private final Set<NoteKey> trusted;
  private Optional<NoteKey> key = Optional.empty();
  private boolean closed;
  private long signed;

  /** Makes a check that accepts only these as first key, or any if there are none. */
  CheckpointCheck(Set<NoteKey> trusted) {
    this.trusted = Set.copyOf(trusted);
  }

  Verdict take(Header header) {
    if (header.key().isEmpty()) {
      return Verdict.OK;
    }
    boolean first = key.isEmpty();
    key = header.key();
    return first && !trusted.isEmpty() && !trusted.contains(key.get())
        ? Verdict.UNKNOWN_KEY
        : Verdict.OK;
  }

  /** Checks a checkpoint that stands behind the lines of {@code tree}. */
  Verdict take(Note line, String writer, MerkleTree tree) {
    SignedNote note;
    TreeHead head;
    Optional<NoteKey> next;
    try {
      note = SignedNote.parse(line.note());
      head = TreeHead.parse(note.text());
      next = next(head);
    } catch (IllegalArgumentException e) {
      return Verdict.BAD_LINE;
    }
    if (!head.origin().equals(LineFormat.origin(writer))) {
      return Verdict.BAD_LINE;
    }
    Verdict verdict = signature(note);
    return verdict == Verdict.OK ? accept(head, next, tree) : verdict;
  }

  private static Optional<NoteKey> next(TreeHead head) {
    List<String> lines = head.extensions();
    if (lines.equals(List.of(END))) {
      return Optional.empty();
    }
    if (lines.size() != 1 || !lines.get(0).startsWith(NEXT)) {
      throw new IllegalArgumentException("a checkpoint must name the next key, or end the log");
    }
    return Optional.of(NoteKey.parse(lines.get(0).substring(NEXT.length())));
  }

  private Verdict signature(SignedNote note) {
    if (key.isEmpty() || !note.isClaimedBy(key.get())) {
      return Verdict.UNKNOWN_KEY;
    }
    return note.verifiedBy(Set.of(key.get())).isEmpty() ? Verdict.BAD_SIGNATURE : Verdict.OK;
  }

  private Verdict accept(TreeHead head, Optional<NoteKey> next, MerkleTree tree) {
    if (head.size() > tree.size()) {
      return Verdict.MISSING_TAIL;
    }
    // A checkpoint stands right behind the lines that it signs.
    if (head.size() < tree.size() || !head.root().equals(tree.root())) {
      return Verdict.ROOT_MISMATCH;
    }
    signed = head.size();
    closed = next.isEmpty();
    key = next;
    return Verdict.OK;
  }

  /** Returns true if the newest checkpoint ended the log. */
  boolean closed() {
    return closed;
  }

  long signed() {
    return signed;
  }
}
