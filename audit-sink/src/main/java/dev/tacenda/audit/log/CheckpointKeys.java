package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHead;
import dev.tacenda.mask.TrustedCode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign the checkpoints of one log, each for one checkpoint: it names the next key,
 * and once it is durable its own key is wiped. Who gets hold of the process later cannot sign anew
 * what was signed before. Confined to one thread.
 */
@TrustedCode("holds private keys, which never leave it, and wipes each after its use")
final class CheckpointKeys implements AutoCloseable {
  private final String origin;
  private final SecureRandom random;
  private NoteSigner current;
  private @Nullable NoteSigner next;

  CheckpointKeys(String writer, SecureRandom random) {
    this.origin = LineFormat.origin(writer);
    this.random = random;
    this.current = NoteSigner.generate(origin, random);
  }

  /** Returns the key that signs the next checkpoint. */
  NoteKey key() {
    return current.key();
  }

  /**
   * Signs a checkpoint that names the next key. Until {@link #advance} the key stays, so that a
   * checkpoint whose write failed is signed again, for a tree that is the same or has grown.
   */
  byte[] sign(MerkleTree tree) {
    if (next == null) {
      next = NoteSigner.generate(origin, random);
    }
    return sign(tree, "next " + next.key());
  }

  /** Signs the last checkpoint. */
  byte[] signEnd(MerkleTree tree) {
    return sign(tree, "end");
  }

  private byte[] sign(MerkleTree tree, String extension) {
    TreeHead head = new TreeHead(origin, tree.size(), tree.root(), List.of(extension));
    return SignedNote.sign(head.text(), current).bytes();
  }

  /** Wipes the key that has signed, and goes on to the one that was named. */
  void advance() {
    current.close();
    current = Objects.requireNonNull(next, "the key that was named");
    next = null;
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    current.close();
    if (next != null) {
      next.close();
    }
  }
}
