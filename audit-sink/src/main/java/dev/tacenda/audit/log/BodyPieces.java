package dev.tacenda.audit.log;

import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body as pieces that are named by their hash. The names of many pieces are pieces themselves, so
 * that a record names at most 16, and two bodies that begin alike share their lists too. Immutable
 * but for the arrays, which nobody changes.
 *
 * @param pieces all pieces, those that are named before those that name them
 * @param depth how many layers of lists there are
 * @param top the names that the record has
 */
record BodyPieces(List<Piece> pieces, int depth, List<String> top) {
  /** A list ends behind a name whose last byte is a multiple of this, so that lists repeat too. */
  private static final int LIST_MODULUS = 32;

  private static final int MAX_NAMES = 128;
  static final BodyPieces NONE = new BodyPieces(List.of(), 0, List.of());

  /**
   * A piece.
   *
   * @param id its SHA-256 in hexadecimal digits
   * @param data its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its id alone.
  record Piece(String id, byte[] data) {}

  /** Cuts a body; one whose bytes were not kept has no pieces. */
  static BodyPieces of(MaskedBody body) {
    return body.content().map(BodyPieces::of).orElse(NONE);
  }

  private static BodyPieces of(ByteBuffer content) {
    TreeHasher hasher = new TreeHasher();
    List<Piece> all = new ArrayList<>();
    List<TreeHash> names = add(Chunker.cut(content), hasher, all);
    int depth = 0;
    while (names.size() > LineFormat.MAX_CHUNK_IDS) {
      names = add(lists(names), hasher, all);
      depth++;
    }
    return new BodyPieces(all, depth, names.stream().map(TreeHash::hex).toList());
  }

  private static List<TreeHash> add(List<byte[]> pieces, TreeHasher hasher, List<Piece> all) {
    List<TreeHash> names = new ArrayList<>(pieces.size());
    for (byte[] piece : pieces) {
      TreeHash name = hasher.plain(piece);
      names.add(name);
      all.add(new Piece(name.hex(), piece));
    }
    return names;
  }

  private static List<byte[]> lists(List<TreeHash> names) {
    List<byte[]> lists = new ArrayList<>();
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (TreeHash name : names) {
      byte[] bytes = name.bytes();
      list.writeBytes(bytes);
      boolean ends = bytes[bytes.length - 1] % LIST_MODULUS == 0;
      boolean fits = list.size() >= 2 * TreeHash.BYTES; // Else a layer might not get shorter.
      if ((ends && fits) || list.size() == MAX_NAMES * TreeHash.BYTES) {
        lists.add(list.toByteArray());
        list.reset();
      }
    }
    if (list.size() > 0) {
      lists.add(list.toByteArray());
    }
    return lists;
  }

  long bytes() {
    return pieces.stream().mapToLong(piece -> piece.data().length).sum();
  }

  @Override
  public String toString() {
    return "BodyPieces[" + pieces.size() + " pieces, depth " + depth + "]";
  }
}
