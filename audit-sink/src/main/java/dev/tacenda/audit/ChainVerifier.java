package dev.tacenda.audit;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.ChainReport.Status;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One check of one log, line by line. Confined to one thread, used once. */
final class ChainVerifier {
  /** More sessions than this, open at one time, are not told apart; memory stays bounded. */
  private static final int MAX_OPEN_SESSIONS = 10_000;

  private final @Nullable Checkpoint anchor;
  private final MessageDigest digest = Sha256.newDigest();
  private final Set<String> openSessions = new HashSet<>();
  private boolean tooManySessions;
  private String chain = "0".repeat(LogFormat.CHAIN_DIGITS);
  private String head = LogFormat.GENESIS;
  private long size;

  ChainVerifier(@Nullable Checkpoint anchor) {
    this.anchor = anchor;
  }

  @TrustedCode("says OK only for an unbroken chain that holds the anchor")
  ChainReport verify(LineReader lines) throws IOException {
    while (true) {
      LineReader.Read read = lines.next();
      if (read == LineReader.Read.END || read == LineReader.Read.TORN) {
        return atEnd(read == LineReader.Read.TORN);
      }
      Status status = read == LineReader.Read.TOO_LONG ? Status.BAD_CRC : accept(lines);
      if (status != Status.OK) {
        return report(status, size + 1);
      }
    }
  }

  private Status accept(LineReader lines) {
    if (!LogLine.hasRightCrc(lines.buffer(), lines.length())) {
      return Status.BAD_CRC;
    }
    Optional<LogLine> line = LogLine.parse(lines.buffer(), lines.length());
    if (line.isEmpty()) {
      return Status.BAD_RECORD;
    }
    if (!follows(line.get())) {
      return Status.CHAIN_BREAK;
    }
    return append(line.get(), LogFormat.hash(digest, lines.buffer(), lines.length()));
  }

  private Status append(LogLine line, String hash) {
    if (anchor != null && !fits(anchor, line, hash)) {
      return Status.ANCHOR_MISMATCH;
    }
    chain = line.chain();
    head = hash;
    size++;
    track(line);
    return Status.OK;
  }

  private boolean follows(LogLine line) {
    return line.seq() == size
        && line.prev().equals(head)
        && (size == 0 || line.chain().equals(chain));
  }

  private void track(LogLine line) {
    if (line.kind().equals(Kind.SESSION_OPENED.wireName())) {
      tooManySessions |= openSessions.size() >= MAX_OPEN_SESSIONS;
      if (!tooManySessions) {
        openSessions.add(line.session());
      }
    } else if (line.kind().equals(Kind.SESSION_CLOSED.wireName())) {
      openSessions.remove(line.session());
    }
  }

  private boolean fits(Checkpoint anchor, LogLine line, String hash) {
    return anchor.chain().equals(line.chain())
        && (anchor.size() != size + 1 || anchor.head().equals(hash));
  }

  private ChainReport atEnd(boolean torn) {
    if (anchor != null && anchor.size() > size) {
      return report(Status.MISSING_TAIL, size + 1);
    }
    if (torn) {
      return report(Status.TORN_TAIL, size + 1);
    }
    if (size == 0) {
      return report(Status.EMPTY, 0);
    }
    boolean ended = openSessions.isEmpty() && !tooManySessions;
    return report(ended ? Status.OK : Status.NO_SESSION_END, 0);
  }

  private ChainReport report(Status status, long line) {
    return new ChainReport(status, size, line, new Checkpoint(chain, size, head));
  }
}
