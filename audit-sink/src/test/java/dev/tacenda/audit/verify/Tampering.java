package dev.tacenda.audit.verify;

import static dev.tacenda.audit.verify.EditedLog.withCrc;
import static dev.tacenda.audit.verify.Verdict.ANCHOR_MISMATCH;
import static dev.tacenda.audit.verify.Verdict.BAD_BLOB;
import static dev.tacenda.audit.verify.Verdict.BAD_CRC;
import static dev.tacenda.audit.verify.Verdict.BAD_LINE;
import static dev.tacenda.audit.verify.Verdict.BAD_SIGNATURE;
import static dev.tacenda.audit.verify.Verdict.CHAIN_BREAK;
import static dev.tacenda.audit.verify.Verdict.EMPTY;
import static dev.tacenda.audit.verify.Verdict.FORK;
import static dev.tacenda.audit.verify.Verdict.MISSING_BLOB;
import static dev.tacenda.audit.verify.Verdict.MISSING_SEGMENT;
import static dev.tacenda.audit.verify.Verdict.MISSING_SESSION;
import static dev.tacenda.audit.verify.Verdict.MISSING_TAIL;
import static dev.tacenda.audit.verify.Verdict.NO_SESSION_END;
import static dev.tacenda.audit.verify.Verdict.OK;
import static dev.tacenda.audit.verify.Verdict.RECOVERED;
import static dev.tacenda.audit.verify.Verdict.ROOT_MISMATCH;
import static dev.tacenda.audit.verify.Verdict.TORN_TAIL;
import static dev.tacenda.audit.verify.Verdict.UNKNOWN_KEY;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.verify.EditedLog.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every way to change a log that we know of, and what the check must say to it. */
record Tampering(String what, Verdict alone, Verdict anchored, Base base, Deed deed) {
  /** Which log it is done to. */
  enum Base {
    CLOSED,
    OPEN
  }

  /** Does it to the log at {@code log.directory}, of which the lines are saved afterwards. */
  interface Deed {
    void to(EditedLog log, SampleLogs samples) throws IOException;
  }

  /** What holds in lines of one session. */
  private static final String ONE = "\"session\":\"" + SampleLogs.FIRST + "\"";

  private static final String INTENT = "\"kind\":\"request.intended\"";
  private static final String NOTE = "\"note\":\"";
  private static final String PIECE = "\"chunk\":\"";
  private static final String HEADER = "\"writer\":\"";

  private static Tampering closed(String what, Verdict verdict, Deed deed) {
    return new Tampering(what, verdict, verdict, Base.CLOSED, deed);
  }

  private static Tampering closed(String what, Verdict alone, Verdict anchored, Deed deed) {
    return new Tampering(what, alone, anchored, Base.CLOSED, deed);
  }

  private static Tampering open(String what, Verdict alone, Verdict anchored, Deed deed) {
    return new Tampering(what, alone, anchored, Base.OPEN, deed);
  }

  private static String flip(String line, int at) {
    return line.substring(0, at) + (char) (line.charAt(at) ^ 1) + line.substring(at + 1);
  }

  private static Path segment(EditedLog log, int number) {
    return log.directory.resolve(LineFormat.segmentName(number));
  }

  private static void cutBehind(EditedLog log, int at) {
    log.lines.subList(at + 1, log.lines.size()).clear();
  }

  static final List<Tampering> ALL =
      List.of(
          closed("nothing", OK, (log, samples) -> {}),
          open("nothing, while it is written", NO_SESSION_END, NO_SESSION_END, (log, s) -> {}),
          // Bits and lines.
          closed(
              "a bit of a record",
              BAD_CRC,
              (log, s) -> log.edit(log.find(2, INTENT), l -> flip(l, 300))),
          closed(
              "a bit of a piece of a body",
              BAD_CRC,
              (log, s) -> log.edit(log.find(1, PIECE), l -> flip(l, 100))),
          closed(
              "a bit of a checkpoint",
              BAD_CRC,
              (log, s) -> log.edit(log.find(0, NOTE), l -> flip(l, 60))),
          closed(
              "a bit of the first line of a segment",
              BAD_CRC,
              (log, s) -> log.edit(log.find(1, HEADER), l -> flip(l, 30))),
          closed(
              "a bit of a check sum",
              BAD_CRC,
              (log, s) -> log.edit(log.find(2, INTENT), l -> flip(l, l.length() - 4))),
          closed("an empty line", BAD_CRC, (log, s) -> log.lines.add(3, new Line("", 0))),
          closed("carriage returns", BAD_CRC, (log, s) -> log.lines.forEach(l -> l.text += "\r")),
          closed(
              "a line of 2 MiB",
              BAD_CRC,
              (log, s) -> log.lines.add(3, new Line(withCrc("x".repeat(2 << 20)), 0))),
          closed(
              "a line that is JSON and no record, CRC right",
              BAD_LINE,
              (log, s) ->
                  log.lines.add(3, new Line(withCrc("{\"v\":2,\"x\":1" + "x".repeat(18)), 0))),
          closed(
              "a line of another version, CRC right",
              BAD_LINE,
              (log, s) -> log.editWithCrc(log.find(2, INTENT), "{\"v\":2", "{\"v\":3")),
          closed(
              "a member that stands twice, CRC right",
              BAD_LINE,
              (log, s) ->
                  log.editWithCrc(log.find(2, INTENT), ",\"method\"", ",\"seq\":0,\"method\"")),
          closed(
              "a record edited, CRC right",
              CHAIN_BREAK,
              (log, s) -> log.editWithCrc(log.find(0, INTENT), "ci-default", "ci-another")),
          closed(
              "the last record of a session edited, CRC right",
              ROOT_MISMATCH,
              ANCHOR_MISMATCH,
              (log, s) ->
                  log.editWithCrc(log.find(0, "session.closed"), "2026-11-22", "2026-11-23")),
          closed(
              "a record edited, all links and CRCs right",
              ROOT_MISMATCH,
              ANCHOR_MISMATCH,
              (log, s) -> {
                log.editWithCrc(log.find(0, INTENT), "ci-default", "ci-another");
                log.relink();
              }),
          closed(
              "a record removed",
              CHAIN_BREAK,
              (log, s) -> log.lines.remove(log.find(0, "response.completed"))),
          closed(
              "a record removed, all links and CRCs right",
              MISSING_TAIL,
              (log, s) -> {
                log.lines.remove(log.find(0, "response.completed"));
                log.relink();
              }),
          closed(
              "two records swapped",
              CHAIN_BREAK,
              (log, s) ->
                  Collections.swap(
                      log.lines, log.find(0, "session.opened"), log.find(0, "response.completed"))),
          closed(
              "a record repeated",
              CHAIN_BREAK,
              (log, s) -> {
                Line line = log.lines.get(log.find(0, "response.completed"));
                log.lines.add(
                    log.find(0, "response.completed") + 1, new Line(line.text, line.segment));
              }),
          closed(
              "a record of another log put in",
              CHAIN_BREAK,
              (log, s) ->
                  log.lines.add(
                      log.find(1, INTENT), new Line(new EditedLog(s.other).lines.get(1).text, 0))),
          closed(
              "another record with the same number put in",
              FORK,
              (log, s) -> {
                int at = log.find(0, "response.completed");
                log.lines.add(
                    at + 1,
                    new Line(
                        withCrc(log.lines.get(at).text.replace("success", "api_err")),
                        log.lines.get(at).segment));
              }),
          closed(
              "a record behind the end",
              CHAIN_BREAK,
              (log, s) -> log.lines.add(new Line(log.lines.get(1).text, log.segments() - 1))),
          // Sessions, segments, whole logs.
          closed(
              "all lines of a session removed",
              MISSING_TAIL,
              (log, s) -> {
                log.lines.removeIf(l -> l.text.contains(ONE));
                log.relink();
              }),
          closed(
              "the last record of a session removed",
              MISSING_TAIL,
              (log, s) -> log.lines.remove(log.find(0, "session.closed"))),
          closed(
              "cut in the middle of the last line",
              TORN_TAIL,
              (log, s) -> {
                Line line = log.lines.get(log.lines.size() - 1);
                line.text = line.text.substring(0, 90) + "\u0000torn";
              }),
          closed(
              "cut in the middle of a session",
              NO_SESSION_END,
              MISSING_TAIL,
              (log, s) -> cutBehind(log, log.find(-1, INTENT))),
          closed(
              "cut behind the checkpoint of the first session",
              NO_SESSION_END,
              MISSING_TAIL,
              (log, s) -> cutBehind(log, log.find(0, NOTE))),
          closed(
              "the last checkpoint removed",
              NO_SESSION_END,
              (log, s) -> log.lines.remove(log.lines.size() - 1)),
          closed(
              "the first segment removed",
              MISSING_SEGMENT,
              (log, s) -> log.lines.removeIf(l -> l.segment == 0)),
          closed(
              "a segment removed",
              MISSING_SEGMENT,
              (log, s) -> log.lines.removeIf(l -> l.segment == 1)),
          closed(
              "the last segment removed",
              NO_SESSION_END,
              MISSING_TAIL,
              (log, s) -> {
                int last = log.segments() - 1;
                log.lines.removeIf(l -> l.segment == last);
              }),
          closed(
              "two segments swapped",
              CHAIN_BREAK,
              (log, s) ->
                  log.lines.forEach(
                      l -> l.segment = l.segment == 1 ? 2 : l.segment == 2 ? 1 : l.segment)),
          closed(
              "the end of a segment cut off",
              MISSING_TAIL,
              (log, s) -> {
                int last = log.find(2, HEADER) - 1;
                log.lines.remove(last);
              }),
          closed("the whole log removed", EMPTY, MISSING_SESSION, (log, s) -> log.lines.clear()),
          closed(
              "the log replaced by that of another",
              OK,
              MISSING_SESSION,
              (log, s) -> {
                log.lines.clear();
                log.lines.addAll(new EditedLog(s.other).lines);
              }),
          closed(
              "a copy of the log beside it",
              OK,
              (log, s) -> SampleLogs.copy(s.closed, log.directory.resolveSibling("copy"))),
          closed(
              "a copy of the log beside it, with another end",
              FORK,
              ANCHOR_MISMATCH,
              (log, s) -> forkedCopy(log)),
          // Bodies.
          closed(
              "a piece of a body edited, CRC right",
              BAD_BLOB,
              (log, s) -> log.editWithCrc(log.find(1, PIECE), "hello", "hallo")),
          closed(
              "a piece renamed, CRC right",
              BAD_BLOB,
              (log, s) -> log.edit(log.find(1, PIECE), l -> withCrc(flip(l, 20)))),
          closed(
              "a piece of a body removed",
              MISSING_BLOB,
              (log, s) -> log.lines.remove(log.find(1, PIECE))),
          closed(
              "the name of a piece in a record edited",
              MISSING_BLOB,
              (log, s) ->
                  log.edit(
                      log.find(1, INTENT),
                      l -> withCrc(flip(l, l.indexOf("\"chunks\":[\"") + 20)))),
          closed(
              "the length of a body edited",
              BAD_BLOB,
              (log, s) ->
                  log.editWithCrc(
                      log.find(1, INTENT), "\"body\":{\"bytes\":", "\"body\":{\"bytes\":1")),
          // Checkpoints and keys.
          closed(
              "a checkpoint removed, all links right",
              UNKNOWN_KEY,
              (log, s) -> {
                log.lines.remove(log.find(0, NOTE));
                log.relink();
              }),
          closed(
              "two checkpoints swapped",
              UNKNOWN_KEY,
              (log, s) -> {
                int a = log.find(0, NOTE);
                int b = log.find(1, NOTE);
                String first = log.lines.get(a).text;
                log.lines.get(a).text = log.lines.get(b).text;
                log.lines.get(b).text = first;
                log.relink();
              }),
          closed(
              "the size in a checkpoint edited",
              BAD_SIGNATURE,
              (log, s) ->
                  log.edit(log.find(0, NOTE), l -> withCrc(new Forger(log).noteOfSize(l, "7")))),
          closed(
              "the signature of a checkpoint edited",
              BAD_SIGNATURE,
              (log, s) ->
                  log.edit(log.find(0, NOTE), l -> withCrc(new Forger(log).wrongSignature(l)))),
          closed(
              "a checkpoint signed with another key",
              UNKNOWN_KEY,
              (log, s) -> new Forger(log).signAgain(log.find(0, NOTE))),
          closed(
              "the key in the first line replaced",
              UNKNOWN_KEY,
              ANCHOR_MISMATCH,
              (log, s) -> {
                new Forger(log).replaceKey();
                log.relink();
              }),
          closed(
              "an edit, and all checkpoints signed anew with another key",
              OK,
              ANCHOR_MISMATCH,
              (log, s) -> {
                log.editWithCrc(log.find(0, INTENT), "ci-default", "ci-another");
                new Forger(log).signAllAgain();
              }),
          closed(
              "cut, and closed with a recovery by another key",
              RECOVERED,
              MISSING_TAIL,
              (log, s) -> {
                cutBehind(log, log.find(0, NOTE));
                new Forger(log).recover();
              }),
          open(
              "the newest record edited, behind the last checkpoint",
              NO_SESSION_END,
              ANCHOR_MISMATCH,
              (log, s) -> log.editWithCrc(log.lines.size() - 1, "ci-default", "ci-another")),
          open(
              "the newest record removed",
              NO_SESSION_END,
              MISSING_TAIL,
              (log, s) -> log.lines.remove(log.lines.size() - 1)),
          open(
              "cut in the middle of the newest line",
              TORN_TAIL,
              MISSING_TAIL,
              (log, s) -> {
                String l = log.lines.get(log.lines.size() - 1).text;
                log.lines.get(log.lines.size() - 1).text = l.substring(0, 90) + "\u0000torn";
              }));

  private static void forkedCopy(EditedLog log) throws IOException {
    log.save();
    Path copy = log.directory.resolveSibling("copy");
    SampleLogs.copy(log.directory, copy);
    EditedLog other = new EditedLog(copy);
    cutBehind(other, other.find(0, NOTE));
    other.editWithCrc(other.find(-1, "session.closed"), "2026-11-22", "2026-11-23");
    other.lines.remove(other.lines.size() - 1);
    other.save();
  }

  /** Does it, and returns the directory to check. */
  Path apply(Path to, SampleLogs samples) throws IOException {
    Path from = base == Base.CLOSED ? samples.closed : samples.open;
    Path directory = to.resolve(from.getFileName());
    SampleLogs.copy(from, directory);
    EditedLog log = new EditedLog(directory);
    deed.to(log, samples);
    log.save();
    tear(log);
    return to;
  }

  /** A line that ends so has no line feed. */
  private static void tear(EditedLog log) throws IOException {
    if (!log.lines.isEmpty() && log.lines.get(log.lines.size() - 1).text.endsWith("\u0000torn")) {
      Path file = segment(log, log.segments() - 1);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 6));
    }
  }
}
