package dev.tacenda.mask;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A table of prepared rules as a file: a header of fixed length, then the rules, then a CRC-32 of
 * both. The sum is against accidents; who can change a jar can change its classes as well.
 */
final class RuleTable {
  private static final int MAGIC = 0x54434e52; // TCNR

  /** Grows with each change of what a table holds. */
  static final int VERSION = 2;

  static final int DIGEST_BYTES = 32;

  private final byte[] sources;
  private final byte[] content;

  /**
   * Makes a table; the arrays are not copied.
   *
   * @param sources the SHA-256 of the files that the rules were prepared from
   * @param content the rules, as {@link RuleTableWriter} writes them
   */
  RuleTable(byte[] sources, byte[] content) {
    this.sources = sources;
    this.content = content;
  }

  /** Returns the rules in their order. */
  List<Rule> rules() {
    return RuleTableReader.read(content);
  }

  /** Returns true if the rules were prepared from files of this SHA-256. */
  boolean isOf(byte[] sha256) {
    return Arrays.equals(sources, sha256);
  }

  /** Returns the file. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.write(sources);
      out.writeInt(content.length);
      out.write(content);
      out.writeInt((int) sum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a table.
   *
   * @param name of the table, for messages
   * @throws IllegalStateException if it is not whole, not intact or of another version
   */
  static RuleTable read(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      require(in.getInt() == MAGIC, name, "is no table of rules");
      int version = in.getInt();
      require(version == VERSION, name, "has version " + version + ", expected " + VERSION);
      byte[] sources = new byte[DIGEST_BYTES];
      in.get(sources);
      int length = in.getInt();
      require(in.remaining() == (long) length + Integer.BYTES, name, "is cut or has grown");
      int end = bytes.length - Integer.BYTES;
      require(in.getInt(end) == (int) sum(bytes, end), name, "is damaged");
      return new RuleTable(sources, Arrays.copyOfRange(bytes, in.position(), end));
    } catch (BufferUnderflowException e) {
      throw new IllegalStateException(message(name, "is cut"), e);
    }
  }

  private static void require(boolean condition, String name, String problem) {
    if (!condition) {
      throw new IllegalStateException(message(name, problem));
    }
  }

  /** Says what is wrong, and what makes a new table. */
  static String message(String name, String problem) {
    return "the resource " + name + " " + problem + "; 'mvn process-classes' makes it";
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
