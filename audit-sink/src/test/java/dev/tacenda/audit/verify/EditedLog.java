package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** The lines of a log in the hands of somebody who knows the format and has no key. */
final class EditedLog {
  private static final int TRAILER = 18;

  /** A line and the segment it is in. */
  static final class Line {
    String text;
    int segment;

    Line(String text, int segment) {
      this.text = text;
      this.segment = segment;
    }
  }

  final Path directory;
  final List<Line> lines = new ArrayList<>();

  EditedLog(Path directory) throws IOException {
    this.directory = directory;
    for (int number : LogScan.segments(SegmentSource.of(directory).names())) {
      String text = Files.readString(directory.resolve(LineFormat.segmentName(number)), ISO_8859_1);
      text.lines().forEach(line -> lines.add(new Line(line, number)));
    }
  }

  int segments() {
    return lines.get(lines.size() - 1).segment + 1;
  }

  /** Returns the place of the n-th line that holds all these texts; from the end if negative. */
  int find(int n, String... texts) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (List.of(texts).stream().allMatch(lines.get(i).text::contains)) {
        found.add(i);
      }
    }
    assertThat(found)
        .as("lines with %s", List.of(texts))
        .hasSizeGreaterThanOrEqualTo(n < 0 ? -n : n + 1);
    return found.get(n < 0 ? found.size() + n : n);
  }

  void edit(int at, UnaryOperator<String> edit) {
    String edited = edit.apply(lines.get(at).text);
    assertThat(edited).isNotEqualTo(lines.get(at).text);
    lines.get(at).text = edited;
  }

  /** Edits a line and makes its check sum right. */
  void editWithCrc(int at, String from, String to) {
    edit(at, line -> withCrc(line.replace(from, to)));
  }

  static String withCrc(String line) {
    String covered = line.substring(0, line.length() - TRAILER);
    CRC32C crc = new CRC32C();
    crc.update(covered.getBytes(ISO_8859_1));
    return covered + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
  }

  static String hash(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    return new TreeHasher().leaf(bytes, bytes.length).hex();
  }

  static String member(String line, String name) {
    int from = line.indexOf("\"" + name + "\":") + name.length() + 3;
    int quoted = line.charAt(from) == '"' ? 1 : 0;
    int to = from + quoted;
    while (line.charAt(to) != ',' && line.charAt(to) != '"' && line.charAt(to) != '}') {
      to++;
    }
    return line.substring(from + quoted, to);
  }

  /** Makes all links, numbers and check sums right, as far as that is possible without a key. */
  void relink() {
    Map<String, String> heads = new HashMap<>();
    Map<String, Integer> seqs = new HashMap<>();
    String last = "0".repeat(64);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).text;
      if (line.startsWith("{\"v\":2,\"chain\"")) {
        String chain = member(line, "chain");
        int seq = seqs.merge(chain, 1, Integer::sum) - 1;
        line = with(line, "seq", Integer.toString(seq));
        line = with(line, "prev", heads.getOrDefault(chain, "0".repeat(64)));
        line = withCrc(line);
        heads.put(chain, hash(line));
      } else if (line.startsWith("{\"v\":2,\"writer\"")) {
        line = withCrc(with(with(line, "first", Integer.toString(i)), "prev", last));
      }
      lines.get(i).text = line;
      last = hash(line);
    }
  }

  static String with(String line, String name, String value) {
    return line.replace(
        "\"" + name + "\":" + quote(line, name) + member(line, name),
        "\"" + name + "\":" + quote(line, name) + value);
  }

  private static String quote(String line, String name) {
    return line.charAt(line.indexOf("\"" + name + "\":") + name.length() + 3) == '"' ? "\"" : "";
  }

  void save() throws IOException {
    Map<Integer, StringBuilder> texts = new HashMap<>();
    for (Line line : lines) {
      texts.computeIfAbsent(line.segment, n -> new StringBuilder()).append(line.text).append('\n');
    }
    for (int number : LogScan.segments(SegmentSource.of(directory).names())) {
      Files.delete(directory.resolve(LineFormat.segmentName(number)));
    }
    for (Map.Entry<Integer, StringBuilder> text : texts.entrySet()) {
      Path file = directory.resolve(LineFormat.segmentName(text.getKey()));
      Files.writeString(file, text.getValue(), ISO_8859_1);
    }
  }
}
