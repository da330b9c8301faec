package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LineParser;
import dev.tacenda.audit.format.LineWriter;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.audit.tree.TreeHead;
import dev.tacenda.audit.verify.EditedLog.Line;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Somebody who has keys of his own, but not those of the log. */
final class Forger {
  private final EditedLog log;
  private final String writer;
  private final NoteSigner key;

  Forger(EditedLog log) {
    this.log = log;
    this.writer = EditedLog.member(log.lines.get(0).text, "writer");
    this.key = NoteSigner.generate(LineFormat.origin(writer), new SecureRandom());
  }

  private static SignedNote note(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    Note note = (Note) LineParser.parse(bytes, bytes.length).orElseThrow();
    return SignedNote.parse(note.note());
  }

  private static String line(byte[] note, String like) {
    long after = Long.parseLong(EditedLog.member(like, "after"));
    return new String(LineWriter.note(note, after), ISO_8859_1);
  }

  /** Changes the number in a checkpoint and leaves its signature. */
  String noteOfSize(String line, String size) {
    String whole = new String(note(line).bytes(), UTF_8);
    String[] lines = whole.split("\n", 3);
    return line((lines[0] + "\n" + size + "\n" + lines[2]).getBytes(UTF_8), line);
  }

  /** Puts a signature that is wrong, and claims to be of the right key. */
  String wrongSignature(String line) {
    String whole = new String(note(line).bytes(), UTF_8).stripTrailing();
    int from = whole.lastIndexOf(' ') + 1;
    byte[] signature = Base64.getDecoder().decode(whole.substring(from));
    signature[20] ^= 1;
    String wrong = whole.substring(0, from) + Base64.getEncoder().encodeToString(signature);
    return line((wrong + "\n").getBytes(UTF_8), line);
  }

  /** Signs a checkpoint with another key, and names that as the next. */
  void signAgain(int at) {
    Line line = log.lines.get(at);
    line.text = line(SignedNote.sign(note(line.text).text(), key).bytes(), line.text);
  }

  void replaceKey() {
    Line first = log.lines.get(0);
    first.text =
        EditedLog.withCrc(first.text.replace(EditedLog.member(first.text, "key"), key.key() + ""));
  }

  /** Makes all of it anew: links, roots and signatures. */
  void signAllAgain() {
    replaceKey();
    for (int i = 0; i < log.lines.size(); i++) {
      log.relink();
      Line line = log.lines.get(i);
      if (line.text.startsWith("{\"v\":2,\"note\"")) {
        boolean isLast = i == log.lines.size() - 1;
        line.text = line(sign(i, isLast ? "end" : "next " + key.key()), line.text);
      }
    }
  }

  private byte[] sign(int size, String extension) {
    MerkleTree tree = new MerkleTree();
    TreeHasher hasher = new TreeHasher();
    for (Line line : log.lines.subList(0, size)) {
      byte[] bytes = line.text.getBytes(ISO_8859_1);
      tree.append(hasher.leaf(bytes, bytes.length));
    }
    TreeHead head = new TreeHead(LineFormat.origin(writer), size, tree.root(), List.of(extension));
    return SignedNote.sign(head.text(), key).bytes();
  }

  /** Ends the log as a recovery would. */
  void recover() {
    int segment = log.segments();
    String last = EditedLog.hash(log.lines.get(log.lines.size() - 1).text);
    Header header =
        new Header(
            writer,
            segment,
            log.lines.size(),
            last,
            "2026-11-22T10:15:30Z",
            Start.RECOVERED,
            Optional.of(key.key()));
    log.lines.add(new Line(new String(LineWriter.header(header), ISO_8859_1), segment));
    byte[] note = sign(log.lines.size(), "end");
    log.lines.add(
        new Line(new String(LineWriter.note(note, log.lines.size()), ISO_8859_1), segment));
  }
}
