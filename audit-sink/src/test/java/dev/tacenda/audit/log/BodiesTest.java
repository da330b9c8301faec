package dev.tacenda.audit.log;

import static dev.tacenda.audit.Records.EXCHANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.Seeded;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Masked bodies: what goes in comes out, and what is not new takes no room. */
class BodiesTest {
  private final CrashFs disk = new CrashFs();

  private static MaskedBody body(byte[] bytes) {
    MaskedBody.Collector collector = MaskedBody.collector();
    collector.append(bytes, 0, bytes.length);
    return collector.finish();
  }

  private static AuditRecord intent(byte[] body) {
    return Records.exchange(Kind.REQUEST_INTENDED, EXCHANGE)
        .endpoint("POST", "/v1/messages")
        .decision(Decision.ALLOWED)
        .body(body(body))
        .build();
  }

  /** Text that does not repeat itself, as prose and code do not. */
  private static String prose(Random random, int bytes) {
    StringBuilder text = new StringBuilder();
    while (text.length() < bytes) {
      text.append(Integer.toString(random.nextInt(1 << 20), 36))
          .append(random.nextInt(9) == 0 ? "\n" : " ");
    }
    return text.toString();
  }

  private List<StoredRecord> read(JsonlAuditSink sink) throws IOException {
    List<StoredRecord> records = new ArrayList<>();
    AuditLogReader.read(Logs.source(disk, sink.path()), records::add);
    return records;
  }

  @Test
  void anyBytesComeOutAsTheyWentIn() throws IOException {
    Seeded seeded = Seeded.orElse(17);
    List<byte[]> bodies = new ArrayList<>();
    bodies.add(new byte[0]);
    bodies.add("\u0000\u0001\"\\\n\r\t\u2028 \ud83d\ude00 </script>".getBytes(UTF_8));
    for (int i = 0; i < 30; i++) {
      byte[] bytes = new byte[seeded.random.nextInt(300_000)];
      seeded.random.nextBytes(bytes);
      bodies.add(i % 3 == 0 ? bytes : prose(seeded.random, bytes.length).getBytes(UTF_8));
    }
    JsonlAuditSink sink = Logs.in(disk).open();
    bodies.forEach(bytes -> sink.write(intent(bytes)));
    sink.close();

    List<StoredRecord> records = read(sink);
    for (int i = 0; i < bodies.size(); i++) {
      assertThat(records.get(i).body()).as("%s, body %d", seeded, i).contains(bodies.get(i));
    }
    assertThat(Logs.read(disk, sink.path()).result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void textStaysReadableInTheLog() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    sink.write(intent("a masked \"sentence\"\n".getBytes(UTF_8)));
    sink.close();

    assertThat(Logs.read(disk, sink.path()).text())
        .contains("\"text\":\"a masked \\\"sentence\\\"\\n\"");
  }

  /**
   * An agent sends its whole conversation with each turn. Stored whole, 100 turns of 10 KB are 50
   * MB; what is new in them is 1 MB.
   */
  @Test
  void aConversationTakesRoomForWhatIsNew() throws IOException {
    Seeded seeded = Seeded.orElse(23);
    int turns = 100;
    StringBuilder messages = new StringBuilder();
    long whole = 0;
    JsonlAuditSink sink = Logs.in(disk).maxSegmentBytes(1 << 30).open();
    for (int turn = 0; turn < turns; turn++) {
      messages.append(prose(seeded.random, 10_000)).append(',');
      String request =
          "{\"model\":\"m\",\"messages\":[" + messages + "],\"max_tokens\":" + turn + "}";
      whole += request.length();
      sink.write(intent(request.getBytes(UTF_8)));
    }
    sink.close();

    long stored = disk.content(".jsonl").length;
    assertThat(whole).isGreaterThan(50_000_000L);
    // The new text, once more for the pieces that its end and the closing bracket changed, and the
    // records.
    assertThat(stored).as("%s", seeded).isLessThan(messages.length() * 2L);
  }

  @Test
  void eachSegmentHoldsTheBodiesOfItsRecords() throws IOException {
    byte[] same = prose(new Random(1), 20_000).getBytes(UTF_8);
    JsonlAuditSink sink = Logs.in(disk).maxSegmentBytes(4096).open();
    sink.write(intent(same));
    sink.write(intent(same));
    sink.close();

    assertThat(Logs.read(disk, sink.path()).headers).hasSize(2);
    assertThat(read(sink)).allMatch(record -> record.body().isPresent());
  }

  @Test
  void bodiesCanBeLeftOut() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).withoutBodies().open();
    sink.write(intent("text".getBytes(UTF_8)));
    sink.close();

    assertThat(Logs.read(disk, sink.path()).text())
        .contains("\"body\":{\"bytes\":4,")
        .doesNotContain("\"chunk\"");
    assertThat(read(sink).get(0).body()).isEmpty();
  }

  @Test
  void ofAStreamThatIsTooLongOnlyLengthAndHashAreKept() {
    MaskedBody.Collector collector = MaskedBody.collector();
    byte[] part = new byte[1 << 20];
    for (int i = 0; i < 33; i++) {
      collector.append(part, 0, part.length);
    }
    MaskedBody body = collector.finish();

    assertThat(body.bytes()).isEqualTo(33 << 20);
    assertThat(body.content()).isEmpty();
    assertThat(BodyPieces.of(body)).isEqualTo(BodyPieces.NONE);
  }

  @Test
  void piecesHaveALengthAndNoCharacterIsCut() {
    byte[] text = "\u20ac\ud83d\ude00\u00e4".repeat(60_000).getBytes(UTF_8);
    for (byte[] piece : Chunker.cut(ByteBuffer.wrap(text))) {
      assertThat(piece.length).isBetween(1, Chunker.MAX_BYTES);
      assertThat(new String(piece, UTF_8)).doesNotContain("\ufffd");
    }
  }
}
