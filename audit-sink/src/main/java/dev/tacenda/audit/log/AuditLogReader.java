package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LogLine;
import dev.tacenda.audit.format.LogLine.BodyRef;
import dev.tacenda.audit.format.LogLine.Chunk;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.audit.verify.LogScan;
import dev.tacenda.audit.verify.ScanResult;
import dev.tacenda.audit.verify.SegmentSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads the records of a log back, with their bodies. It checks all that the verifier checks, and
 * stops where the verifier would. Keeps the pieces of one segment in memory. Confined to one
 * thread.
 */
public final class AuditLogReader {
  private final Consumer<StoredRecord> consumer;
  private final Map<String, byte[]> pieces = new HashMap<>();

  private AuditLogReader(Consumer<StoredRecord> consumer) {
    this.consumer = consumer;
  }

  /**
   * Reads the records of one log in their order.
   *
   * @param log the directory of one writer
   * @return the verdict and the place of the fault, if there is one; what stands behind it is not
   *     read
   * @throws IOException if the log cannot be read, or a body is not what its hash says
   */
  public static ScanResult read(Path log, Consumer<StoredRecord> consumer) throws IOException {
    return read(SegmentSource.of(log), consumer);
  }

  static ScanResult read(SegmentSource source, Consumer<StoredRecord> consumer) throws IOException {
    return LogScan.of(source, new AuditLogReader(consumer)::take);
  }

  private void take(LogLine line, TreeHash hash, int segment, byte[] buffer, int length)
      throws IOException {
    if (line instanceof LogLine.Header) {
      pieces.clear();
    } else if (line instanceof Chunk chunk) {
      pieces.put(chunk.id(), chunk.data());
    } else if (line instanceof Entry entry) {
      consumer.accept(record(entry, segment, Arrays.copyOf(buffer, length)));
    }
  }

  private StoredRecord record(Entry entry, int segment, byte[] line) throws IOException {
    BodyRef body = entry.body();
    return new StoredRecord(
        entry.chain(),
        entry.seq(),
        UUID.fromString(entry.session()),
        entry.kind(),
        entry.time(),
        segment,
        line,
        body == null || (body.chunks().isEmpty() && body.bytes() > 0)
            ? Optional.empty()
            : Optional.of(assemble(body)));
  }

  private byte[] assemble(BodyRef body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(body.chunks(), body.depth(), out);
    byte[] content = out.toByteArray();
    String sha256 = HexFormat.of().formatHex(TreeHasher.sha256().digest(content));
    if (!sha256.equals(body.sha256())) {
      throw new IOException("a body is not what its hash says");
    }
    return content;
  }

  private void append(List<String> ids, int depth, ByteArrayOutputStream out) {
    for (String id : ids) {
      byte[] piece =
          Objects.requireNonNull(pieces.get(id), "the scan has checked that it is there");
      if (depth == 0) {
        out.writeBytes(piece);
      } else {
        append(names(piece), depth - 1, out);
      }
    }
  }

  private static List<String> names(byte[] list) {
    String hex = HexFormat.of().formatHex(list);
    int digits = 2 * TreeHash.BYTES;
    return IntStream.range(0, hex.length() / digits)
        .mapToObj(i -> hex.substring(i * digits, (i + 1) * digits))
        .toList();
  }
}
