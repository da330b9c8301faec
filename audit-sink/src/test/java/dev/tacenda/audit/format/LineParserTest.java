package dev.tacenda.audit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tacenda.audit.Seeded;
import dev.tacenda.audit.format.LogLine.Chunk;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.format.LogLine.Note;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read, and nothing else. */
class LineParserTest {
  private static final String ID = "ab".repeat(32);
  private static final byte[] MEMBERS =
      ("\"kind\":\"request.intended\",\"time\":\"2026-11-22T10:15:30Z\",\"session\":"
              + "\"00000000-0000-0001-0000-000000000002\",\"body\":{\"bytes\":3,\"sha256\":\""
              + ID
              + "\"}")
          .getBytes(UTF_8);

  private static byte[] entry() {
    return LineWriter.entry("01".repeat(16), 7, ID, 12, MEMBERS, 1, List.of(ID, ID));
  }

  private static LogLine read(byte[] line) {
    assertThat(LineFormat.hasRightCrc(line, line.length)).isTrue();
    return LineParser.parse(line, line.length).orElseThrow();
  }

  @Test
  void aRecord() {
    Entry entry = (Entry) read(entry());

    assertThat(entry.seq()).isEqualTo(7);
    assertThat(entry.after()).isEqualTo(12);
    assertThat(entry.kind()).isEqualTo("request.intended");
    assertThat(Objects.requireNonNull(entry.body()).chunks()).containsExactly(ID, ID);
    assertThat(Objects.requireNonNull(entry.body()).depth()).isEqualTo(1);
  }

  @Test
  void piecesOfAnyBytes() {
    Seeded seeded = Seeded.orElse(31);
    for (int i = 0; i < 2000; i++) {
      byte[] data = new byte[seeded.random.nextInt(60)];
      seeded.random.nextBytes(data);
      if (i % 2 == 0) {
        for (int at = 0; at < data.length; at++) {
          data[at] &= 0x7f;
        }
      }
      Chunk chunk = (Chunk) read(LineWriter.chunk(ID, data));
      assertThat(chunk.data()).as("%s", seeded).isEqualTo(data);
    }
  }

  @Test
  void aCheckpoint() {
    byte[] note = "text\n\n\u2014 name base64\n".getBytes(UTF_8);
    assertThat(((Note) read(LineWriter.note(note, 9))).note()).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"seq\":7",
        ",\"x\":{\"a\":1,\"b\":[{\"c\":1,\"c\":2}]}",
        ",\"x\":[",
        ",\"x\":{\"a\":1]",
        ",x"
      })
  void noMemberTwiceInAnyDepthAndNothingButJson(String more) {
    byte[] members = (new String(MEMBERS, UTF_8) + more).getBytes(UTF_8);
    byte[] line = LineWriter.entry("01".repeat(16), 7, ID, 12, members, 1, List.of());

    assertThat(LineParser.parse(line, line.length)).isEmpty();
  }

  @Test
  void manyMembersTakeLittleTime() {
    StringBuilder more = new StringBuilder(new String(MEMBERS, UTF_8) + ",\"rules\":{\"r\":1");
    for (int i = 0; i < 80_000; i++) {
      more.append(",\"").append(i).append("\":1");
    }
    byte[] members = more.append('}').toString().getBytes(UTF_8);
    byte[] line = LineWriter.entry("01".repeat(16), 7, ID, 12, members, 1, List.of());
    byte[] twice = new String(line, UTF_8).replace("\"79999\":", "\"79998\":").getBytes(UTF_8);

    assertThat(LineParser.parse(line, line.length)).isPresent();
    assertThat(LineParser.parse(twice, twice.length)).isEmpty();
  }

  @Test
  void whateverIsChangedInALineItIsReadOrRefusedAndNothingElse() {
    Seeded seeded = Seeded.orElse(37);
    List<byte[]> lines =
        List.of(
            entry(),
            LineWriter.chunk(ID, "a \"b\" \n c".getBytes(UTF_8)),
            LineWriter.note("x\n\u2014\n".getBytes(UTF_8), 3));
    for (int i = 0; i < 60_000; i++) {
      byte[] line = lines.get(i % 3).clone();
      int edits = 1 + seeded.random.nextInt(3);
      for (int edit = 0; edit < edits; edit++) {
        line[seeded.random.nextInt(line.length)] =
            (byte) "\"\\{}[],:0a\u0000x".charAt(seeded.random.nextInt(12));
      }
      int length = 1 + seeded.random.nextInt(line.length);
      // That it returns is the point: no exception, whatever stands there.
      assertThat(LineParser.parse(line, i % 5 == 0 ? length : line.length)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\/", "\\u0041", "\\u000a", "\\u001F", "\\b", "\\", "\\u00", "\n", "\""})
  void aTextHasOneSpelling(String spelled) {
    byte[] bytes = spelled.getBytes(UTF_8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonBytes.unescape(bytes, 0, bytes.length));
  }

  @Test
  void escapedTextIsReadByAnyReaderOfJson() throws Exception {
    byte[] text = "\u0000\u001f\"\\\n\r\t\u007f\u20ac\u2028".getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('"');
    JsonBytes.escape(text, out);
    out.write('"');
    try (var json = new JsonFactory().createParser(out.toByteArray())) {
      json.nextToken();
      assertThat(json.getText().getBytes(UTF_8)).isEqualTo(text);
    }
  }
}
