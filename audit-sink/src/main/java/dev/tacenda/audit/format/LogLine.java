package dev.tacenda.audit.format;

import dev.tacenda.audit.note.NoteKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of a log, read. */
public sealed interface LogLine {

  /** Why a segment was begun. */
  enum Start {
    /** It is the first of its writer. */
    OPENED,
    /** The one before was full or old. */
    ROTATED,
    /** The one before failed; what stands in it behind the place that this names was never told. */
    FAILED,
    /** The writer crashed, and another process tidied up behind it. */
    RECOVERED;

    /** Returns the spelling in a log, for example {@code rotated}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns true if the segment brings a key that no checkpoint before it has named. */
    public boolean hasKey() {
      return this == OPENED || this == RECOVERED;
    }
  }

  /**
   * The first line of a segment.
   *
   * @param writer whose log it is part of
   * @param segment its number, from 0
   * @param first the place of this line among all lines of the writer
   * @param prev the hash of the line before, in hexadecimal digits
   * @param time when it was begun
   * @param start why it was begun
   * @param key the key of the next checkpoint, if {@link Start#hasKey}
   */
  record Header(
      String writer,
      int segment,
      long first,
      String prev,
      String time,
      Start start,
      Optional<NoteKey> key)
      implements LogLine {}

  /**
   * A piece of a masked body, or a list of the ids of pieces.
   *
   * @param id the SHA-256 of {@code data} in hexadecimal digits, as the line claims
   * @param data the piece; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Chunk(String id, byte[] data) implements LogLine {
    @Override
    public String toString() {
      return "Chunk[" + id + ", " + data.length + " bytes]";
    }
  }

  /**
   * A signed checkpoint.
   *
   * @param note the signed note; not copied
   * @param after how many lines were durable when it was written
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Note(byte[] note, long after) implements LogLine {}

  /**
   * A record.
   *
   * @param chain the id of the session's chain
   * @param seq the record's place in it, from 0
   * @param prev the hash of the line before it in its chain
   * @param after how many lines were durable when it was written
   * @param kind what it tells
   * @param time when
   * @param session the session
   * @param reason the reason, if it has one
   * @param body the body, if it has one
   */
  record Entry(
      String chain,
      long seq,
      String prev,
      long after,
      String kind,
      String time,
      String session,
      @Nullable String reason,
      @Nullable BodyRef body)
      implements LogLine {}

  /**
   * Where a body is.
   *
   * @param bytes its length
   * @param sha256 its hash
   * @param depth how many layers of lists lie between {@code chunks} and the body's bytes
   * @param chunks the ids of its chunks or lists; empty if the body was not kept
   */
  record BodyRef(long bytes, String sha256, int depth, List<String> chunks) {
    /** Copies the list. */
    public BodyRef {
      chunks = List.copyOf(chunks);
    }
  }
}
