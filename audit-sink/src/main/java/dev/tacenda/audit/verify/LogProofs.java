package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LogLine;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.audit.tree.InclusionProof;
import dev.tacenda.audit.tree.MerkleProof;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes proofs about the lines of one log, for somebody who has only an anchor or a checkpoint.
 * Keeps the hashes of all lines in memory, about 50 bytes each. Immutable.
 */
public final class LogProofs {
  private final List<TreeHash> leaves = new ArrayList<>();
  private final List<SignedHead> heads = new ArrayList<>();
  private @Nullable NoteKey key;

  private LogProofs() {}

  /** A checkpoint in the log, and the key that signed it. */
  private record SignedHead(SignedNote note, TreeHead head, NoteKey key) {}

  /**
   * A proof, and the key that its checkpoint is signed with.
   *
   * @param proof the proof
   * @param key which vouches for it, as far as one trusts the log's chain of keys up to it
   */
  public record KeyedProof(InclusionProof proof, NoteKey key) {}

  /**
   * Reads the whole lines of a log.
   *
   * @param log the directory of one writer
   * @throws IOException if it cannot be read
   */
  public static LogProofs of(Path log) throws IOException {
    LogProofs proofs = new LogProofs();
    LogScan.of(
        SegmentSource.of(log), (line, hash, segment, buffer, length) -> proofs.add(line, hash));
    return proofs;
  }

  private void add(LogLine line, TreeHash hash) {
    leaves.add(hash);
    if (line instanceof Header header && header.key().isPresent()) {
      key = header.key().get();
    } else if (line instanceof Note note && key != null) {
      SignedNote signed = SignedNote.parse(note.note());
      TreeHead head = TreeHead.parse(signed.text());
      heads.add(new SignedHead(signed, head, key));
      String extension = head.extensions().get(0);
      key = extension.startsWith("next ") ? NoteKey.parse(extension.substring(5)) : null;
    }
  }

  /** Returns the number of lines. */
  public int size() {
    return leaves.size();
  }

  /**
   * Returns the proof that a line is in the first checkpoint that was signed after it, or nothing
   * if none was.
   *
   * @param index the line's place among all lines of the log, from 0
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public Optional<KeyedProof> inclusion(int index) {
    Objects.checkIndex(index, leaves.size());
    return heads.stream()
        .filter(signed -> signed.head().size() > index)
        .findFirst()
        .map(signed -> proof(signed, index));
  }

  private KeyedProof proof(SignedHead signed, int index) {
    List<TreeHash> signedLeaves = leaves.subList(0, Math.toIntExact(signed.head().size()));
    return new KeyedProof(
        new InclusionProof(index, MerkleProof.inclusion(signedLeaves, index), signed.note()),
        signed.key());
  }

  /**
   * Returns the proof that the log of {@code newSize} lines began with that of {@code size} lines,
   * for {@link MerkleProof#isConsistent}.
   *
   * @throws IllegalArgumentException if not 1 ≤ size ≤ newSize ≤ the number of lines
   */
  public List<TreeHash> consistency(int size, int newSize) {
    if (newSize < 1 || newSize > leaves.size()) {
      throw new IllegalArgumentException(
          "newSize must be in 1.." + leaves.size() + ", was " + newSize);
    }
    return MerkleProof.consistency(leaves.subList(0, newSize), size);
  }

  /** Returns the number of lines and checkpoints. */
  @Override
  public String toString() {
    return "LogProofs" + Arrays.asList(leaves.size(), heads.size());
  }
}
