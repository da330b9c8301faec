package dev.tacenda.audit.tree;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A proof that can be checked offline: a leaf's place, the path from it to the root, and the signed
 * checkpoint with that root. Its text is a <a href="https://c2sp.org/tlog-proof">C2SP
 * tlog-proof</a>. Immutable.
 *
 * @param index of the leaf, from 0
 * @param path the hashes from the leaf's sibling up
 * @param checkpoint the signed checkpoint
 */
public record InclusionProof(long index, List<TreeHash> path, SignedNote checkpoint) {
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String INDEX = "index ";

  /** Copies the path. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Returns the text form, to be kept as {@code *.tlog-proof}. */
  public String text() {
    StringBuilder text = new StringBuilder(FIRST_LINE + '\n' + INDEX + index + '\n');
    path.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n')
        .append(new String(checkpoint.bytes(), StandardCharsets.UTF_8))
        .toString();
  }

  /**
   * Reads a text form. The line {@code extra}, which nothing vouches for, is passed over.
   *
   * @throws IllegalArgumentException if it is anything else; the message holds nothing of it
   */
  public static InclusionProof parse(String text) {
    int end = text.indexOf("\n\n");
    if (end < 0 || text.length() > SignedNote.MAX_BYTES) {
      throw new IllegalArgumentException("a proof must have an empty line before its checkpoint");
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
    if (lines.size() > 1 && lines.get(1).startsWith("extra ")) {
      lines.remove(1);
    }
    boolean starts = lines.size() > 1 && lines.get(0).equals(FIRST_LINE);
    if (!starts || !lines.get(1).startsWith(INDEX) || lines.size() > 2 + MerkleProof.MAX_HASHES) {
      throw new IllegalArgumentException("a proof must begin with its format and an index");
    }
    return new InclusionProof(
        TreeHead.size(lines.get(1).substring(INDEX.length())),
        lines.subList(2, lines.size()).stream().map(TreeHash::parseBase64).toList(),
        SignedNote.parse(text.substring(end + 2).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns true if one of {@code trusted} signed a checkpoint of {@code origin} whose tree has the
   * leaf at the index.
   *
   * @param leaf the bytes of the leaf; of a line, without its line feed
   */
  public boolean proves(byte[] leaf, String origin, Collection<NoteKey> trusted) {
    if (checkpoint.verifiedBy(trusted).isEmpty()) {
      return false;
    }
    TreeHead head = TreeHead.parse(checkpoint.text());
    TreeHash hash = new TreeHasher().leaf(leaf, leaf.length);
    return head.origin().equals(origin)
        && MerkleProof.includes(hash, index, head.size(), path, head.root());
  }
}
