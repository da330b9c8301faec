package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LogLine.BodyRef;
import dev.tacenda.audit.format.LogLine.Chunk;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHasher;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the pieces of the bodies of one segment are there and are what their ids say. A segment
 * holds all pieces that its records name. Confined to one thread.
 */
final class BodyCheck {
  private static final int MAX_LIST_BYTES = 128 * TreeHash.BYTES;
  private static final long MISSING = -1;

  private final MessageDigest digest = TreeHasher.sha256();
  private final Map<String, Piece> pieces = new HashMap<>();

  /** Length of a piece; its bytes if it can be a list; the length of what it lists by depth. */
  private static final class Piece {
    final int length;
    final byte @Nullable [] list;
    final Map<Integer, Long> listed = new HashMap<>();

    Piece(byte[] data) {
      this.length = data.length;
      boolean canBeList = data.length % TreeHash.BYTES == 0 && data.length <= MAX_LIST_BYTES;
      this.list = canBeList ? data : null;
    }
  }

  Verdict take(Chunk chunk) {
    byte[] hash = digest.digest(chunk.data());
    if (!HexFormat.of().formatHex(hash).equals(chunk.id())) {
      return Verdict.BAD_BLOB;
    }
    pieces.put(chunk.id(), new Piece(chunk.data()));
    return Verdict.OK;
  }

  Verdict check(BodyRef body) {
    if (body.chunks().isEmpty()) {
      return Verdict.OK; // Only its hash was kept.
    }
    long length = length(body.chunks(), body.depth());
    if (length == MISSING) {
      return Verdict.MISSING_BLOB;
    }
    return length == body.bytes() ? Verdict.OK : Verdict.BAD_BLOB;
  }

  private long length(List<String> ids, int depth) {
    long sum = 0;
    for (String id : ids) {
      Piece piece = pieces.get(id);
      long length = piece == null ? MISSING : length(piece, depth);
      if (length == MISSING) {
        return MISSING;
      }
      sum += length;
    }
    return sum;
  }

  private long length(Piece piece, int depth) {
    if (depth == 0) {
      return piece.length;
    }
    byte[] list = piece.list;
    if (list == null) {
      return MISSING;
    }
    // Remembered, as nearly all lists of a long conversation are named again with each turn.
    Long known = piece.listed.get(depth);
    if (known == null) {
      known = length(ids(list), depth - 1);
      piece.listed.put(depth, known);
    }
    return known;
  }

  /** Returns the ids in a list. */
  static List<String> ids(byte[] list) {
    return IntStream.range(0, list.length / TreeHash.BYTES)
        .mapToObj(i -> HexFormat.of().formatHex(list, i * TreeHash.BYTES, (i + 1) * TreeHash.BYTES))
        .toList();
  }

  /** Forgets the pieces, where a segment ends. */
  void clear() {
    pieces.clear();
  }
}
