package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LineParser;
import dev.tacenda.audit.format.LineReader;
import dev.tacenda.audit.format.LineReader.Read;
import dev.tacenda.audit.format.LogLine;
import dev.tacenda.audit.format.LogLine.Chunk;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the log of one writer from its first line, checks every line, and stops at the first fault.
 * Users have {@link AuditVerifier}; recovery and readers are built on this too, so that there is
 * one opinion about what is whole. Confined to one thread, used once.
 */
public final class LogScan {
  private final SegmentSource source;
  private final List<Anchor> anchors;
  private final LineVisitor visitor;
  private final CheckpointCheck checkpoints;
  private final ChainCheck chains = new ChainCheck();
  private final BodyCheck bodies = new BodyCheck();
  private final TreeHasher hasher = new TreeHasher();
  private final MerkleTree tree = new MerkleTree();
  private TreeHash last = TreeHash.zero();
  private String writer = "";
  private Verdict mild = Verdict.OK;
  private long records;

  private int segment;
  private long line;
  private long wholeBytes;
  private boolean tailIsUnacknowledged;

  private LogScan(
      SegmentSource source, List<Anchor> anchors, Set<NoteKey> trusted, LineVisitor visitor) {
    this.source = source;
    this.anchors = List.copyOf(anchors);
    this.visitor = visitor;
    this.checkpoints = new CheckpointCheck(trusted);
  }

  /** Scans, and shows each whole line to {@code visitor}. */
  public static ScanResult of(SegmentSource source, LineVisitor visitor) throws IOException {
    return new LogScan(source, List.of(), Set.of(), visitor).run();
  }

  /** Scans, and compares with anchors of any writer and, if there are any, with trusted keys. */
  static ScanResult of(SegmentSource source, List<Anchor> anchors, Set<NoteKey> trusted)
      throws IOException {
    LineVisitor nobody = (line, hash, segment, buffer, length) -> {};
    return new LogScan(source, anchors, trusted, nobody).run();
  }

  /** Returns the numbers of the segments among the names of files, in order. */
  public static List<Integer> segments(List<String> names) {
    return names.stream().map(LogScan::segment).flatMap(Optional::stream).sorted().toList();
  }

  private static Optional<Integer> segment(String name) {
    int digits = name.length() - ".jsonl".length();
    boolean named = digits >= 6 && digits <= 9 && name.endsWith(".jsonl");
    if (!named || !name.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int number = Integer.parseInt(name.substring(0, digits));
    return LineFormat.segmentName(number).equals(name) ? Optional.of(number) : Optional.empty();
  }

  @TrustedCode("says OK only for a whole, closed and signed log that holds the anchors")
  private ScanResult run() throws IOException {
    List<Integer> numbers = segments(source.names());
    if (numbers.isEmpty()) {
      return result(Verdict.EMPTY);
    }
    writer = header(numbers.get(0)).map(Header::writer).orElse("");
    int withoutHole = 0;
    while (withoutHole < numbers.size() && numbers.get(withoutHole) == withoutHole) {
      withoutHole++;
    }
    for (segment = 0; segment < withoutHole; segment++) {
      Verdict verdict = readSegment(withoutHole - 1);
      if (verdict != Verdict.OK) {
        return result(verdict);
      }
    }
    if (withoutHole < numbers.size()) {
      line = 0;
      return result(Verdict.MISSING_SEGMENT);
    }
    segment--;
    line = 0;
    return result(atEnd());
  }

  private Verdict readSegment(int lastSegment) throws IOException {
    String name = LineFormat.segmentName(segment);
    boolean nextIsWhole = segment < lastSegment && header(segment + 1).isPresent();
    // A segment after a failure says where this one ended; what stands behind it was never told.
    Optional<Header> next = headerBehind(lastSegment);
    boolean isLast = next.isEmpty();
    long end = next.map(Header::first).orElse(Long.MAX_VALUE);
    bodies.clear();
    line = 0;
    wholeBytes = 0;
    try (InputStream in = source.open(name)) {
      LineReader lines = new LineReader(in, source.size(name));
      while (tree.size() < end) {
        Read read = lines.next();
        line++;
        if (read == Read.END) {
          return atEndOfSegment(isLast, nextIsWhole, lastSegment);
        }
        Verdict verdict = take(read, lines, isLast);
        if (verdict != Verdict.OK) {
          tailIsUnacknowledged =
              isLast && !isDurableBehind(read, lines) && !isDurableIn(segment + 1, lastSegment);
          return verdict;
        }
        wholeBytes = lines.position();
      }
      line++;
      return lines.next() == Read.END || mayEndEarly(next) ? Verdict.OK : Verdict.CHAIN_BREAK;
    }
  }

  private Verdict atEndOfSegment(boolean isLast, boolean nextIsWhole, int lastSegment)
      throws IOException {
    if (line == 1) {
      // Not even its first line: the segment was created, and then the power went.
      tailIsUnacknowledged = isLast && !isDurableIn(segment + 1, lastSegment);
      return isLast ? Verdict.TORN_TAIL : Verdict.BAD_LINE;
    }
    // If the next cannot be read, that is the fault, not this.
    return nextIsWhole ? Verdict.MISSING_TAIL : Verdict.OK;
  }

  private static boolean mayEndEarly(Optional<Header> next) {
    return next.filter(h -> h.start() == Start.FAILED || h.start() == Start.RECOVERED).isPresent();
  }

  /** Returns the next first line that can be read: a segment may fail before it has one. */
  private Optional<Header> headerBehind(int lastSegment) throws IOException {
    for (int number = segment + 1; number <= lastSegment; number++) {
      Optional<Header> header = header(number);
      if (header.isPresent()) {
        return header;
      }
    }
    return Optional.empty();
  }

  private Optional<Header> header(int number) throws IOException {
    String name = LineFormat.segmentName(number);
    try (InputStream in = source.open(name)) {
      LineReader lines = new LineReader(in, source.size(name));
      boolean whole =
          lines.next() == Read.LINE && LineFormat.hasRightCrc(lines.buffer(), lines.length());
      return whole
          ? LineParser.parse(lines.buffer(), lines.length())
              .filter(Header.class::isInstance)
              .map(Header.class::cast)
              .filter(header -> header.segment() == number)
          : Optional.empty();
    }
  }

  private Verdict take(Read read, LineReader lines, boolean isLast) throws IOException {
    if (read == Read.TORN) {
      return isLast ? Verdict.TORN_TAIL : Verdict.BAD_CRC;
    }
    if (read == Read.TOO_LONG || !LineFormat.hasRightCrc(lines.buffer(), lines.length())) {
      return Verdict.BAD_CRC;
    }
    Optional<LogLine> parsed = LineParser.parse(lines.buffer(), lines.length());
    if (parsed.isEmpty() || parsed.get() instanceof Header != (line == 1)) {
      return Verdict.BAD_LINE;
    }
    TreeHash hash = hasher.leaf(lines.buffer(), lines.length());
    Verdict verdict = check(parsed.get(), hash);
    if (verdict != Verdict.OK) {
      return verdict;
    }
    tree.append(hash);
    last = hash;
    visitor.visit(parsed.get(), hash, segment, lines.buffer(), lines.length());
    return isAnchored() ? Verdict.OK : Verdict.ANCHOR_MISMATCH;
  }

  private boolean isAnchored() {
    for (Anchor anchor : anchors) {
      boolean here = anchor.size() == tree.size() && anchor.writer().equals(writer);
      if (here && !anchor.root().equals(tree.root())) {
        return false;
      }
    }
    return true;
  }

  private Verdict check(LogLine parsed, TreeHash hash) {
    if (checkpoints.closed()) {
      return Verdict.CHAIN_BREAK; // Nothing follows the end.
    }
    if (parsed instanceof Header header) {
      return check(header);
    }
    if (parsed instanceof Chunk chunk) {
      return bodies.take(chunk);
    }
    if (parsed instanceof Note note) {
      return checkpoints.take(note, writer, tree);
    }
    return check((Entry) parsed, hash);
  }

  private Verdict check(Header header) {
    boolean opens = header.start() == Start.OPENED;
    writer = segment == 0 ? header.writer() : writer;
    boolean follows =
        header.writer().equals(writer)
            && header.segment() == segment
            && header.first() == tree.size()
            && header.prev().equals(last.hex())
            && opens == (segment == 0);
    if (!follows) {
      return Verdict.CHAIN_BREAK;
    }
    if (header.start() == Start.RECOVERED) {
      chains.crashed();
    }
    if (header.start() == Start.RECOVERED || header.start() == Start.FAILED) {
      mild = mild.worse(Verdict.RECOVERED);
    }
    return checkpoints.take(header);
  }

  private Verdict check(Entry entry, TreeHash hash) {
    Verdict verdict = chains.take(entry, writer, hash);
    if (verdict == Verdict.OK && entry.body() != null) {
      verdict = bodies.check(Objects.requireNonNull(entry.body()));
    }
    records += verdict == Verdict.OK ? 1 : 0;
    return verdict;
  }

  /**
   * Looks behind a fault for a line that was written when the place of the fault was durable
   * already: then the fault is no torn write but damage.
   */
  private boolean isDurableBehind(Read atFault, LineReader lines) throws IOException {
    if (atFault == Read.TOO_LONG && !lines.skipRest()) {
      return false;
    }
    return isDurableIn(lines);
  }

  private boolean isDurableIn(int first, int lastSegment) throws IOException {
    for (int number = first; number <= lastSegment; number++) {
      String name = LineFormat.segmentName(number);
      try (InputStream in = source.open(name)) {
        if (isDurableIn(new LineReader(in, source.size(name)))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isDurableIn(LineReader lines) throws IOException {
    for (Read read = lines.next(); read != Read.END && read != Read.TORN; read = lines.next()) {
      if (read == Read.TOO_LONG) {
        if (!lines.skipRest()) {
          return false;
        }
      } else if (after(lines) > tree.size()) {
        return true;
      }
    }
    return false;
  }

  private static long after(LineReader lines) {
    if (!LineFormat.hasRightCrc(lines.buffer(), lines.length())) {
      return 0;
    }
    Optional<LogLine> parsed = LineParser.parse(lines.buffer(), lines.length());
    if (parsed.isPresent() && parsed.get() instanceof Entry entry) {
      return entry.after();
    }
    return parsed.isPresent() && parsed.get() instanceof Note note ? note.after() : 0;
  }

  private Verdict atEnd() {
    for (Anchor anchor : anchors) {
      if (anchor.writer().equals(writer) && anchor.size() > tree.size()) {
        return Verdict.MISSING_TAIL;
      }
    }
    boolean ended = checkpoints.closed() && chains.open() == 0;
    return ended ? mild : mild.worse(Verdict.NO_SESSION_END);
  }

  private ScanResult result(Verdict verdict) {
    boolean torn = verdict == Verdict.TORN_TAIL;
    boolean shorter =
        anchors.stream().anyMatch(a -> a.writer().equals(writer) && a.size() > tree.size());
    return new ScanResult(
        writer,
        torn && shorter ? Verdict.MISSING_TAIL : verdict,
        segment,
        line,
        records,
        checkpoints.signed(),
        tree,
        last,
        chains.heads(),
        chains.open(),
        checkpoints.closed(),
        wholeBytes,
        tailIsUnacknowledged);
  }
}
