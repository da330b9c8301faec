package dev.tacenda.audit;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** Gives each record its number and its link to the line before. Confined to one thread. */
final class ChainWriter {
  private final String chain;
  private final MessageDigest digest = Sha256.newDigest();
  private long size;
  private String head = LogFormat.GENESIS;

  ChainWriter(String chain) {
    this.chain = chain;
  }

  /**
   * Adds the line of the next record to {@code out}.
   *
   * @param members the record's own members as {@link RecordJson} writes them
   */
  void append(byte[] members, ByteArrayOutputStream out) {
    byte[] line = line(members);
    head = LogFormat.hash(digest, line, line.length);
    size++;
    out.writeBytes(line);
    out.write('\n');
  }

  private byte[] line(byte[] members) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(members.length + 256);
    line.writeBytes(LogFormat.LINE_START);
    line.writeBytes(LogFormat.ascii(chain + "\",\"seq\":" + size + ",\"prev\":\"" + head + "\","));
    line.writeBytes(members);
    byte[] covered = line.toByteArray();
    line.writeBytes(LogFormat.CRC_START);
    line.writeBytes(LogFormat.crc(covered, covered.length));
    line.writeBytes(LogFormat.LINE_END);
    return line.toByteArray();
  }

  Checkpoint checkpoint() {
    return new Checkpoint(chain, size, head);
  }
}
