package dev.tacenda.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tacenda.audit.ChainReport.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of tampering with a log, and the verdict it gets. */
class AuditChainTest {
  private static final int EXCHANGES = 3;
  private static final int LINES = 2 * EXCHANGES + 2;

  private List<String> lines = List.of();
  private final List<Checkpoint> checkpoints = new ArrayList<>();

  @BeforeEach
  void writeALog() {
    MemoryStorage storage = new MemoryStorage();
    try (JsonlAuditSink sink = JsonlAuditSink.builder(Path.of("/audit")).storage(storage).open()) {
      write(sink, Records.opened());
      for (int i = 0; i < EXCHANGES; i++) {
        write(sink, Records.intent(new UUID(9, i)));
        write(sink, Records.completed(new UUID(9, i)));
      }
      write(sink, Records.closed());
    }
    lines = new ArrayList<>(new String(storage.durable(), UTF_8).lines().toList());
  }

  private void write(JsonlAuditSink sink, AuditRecord record) {
    sink.write(record);
    checkpoints.add(sink.checkpoint());
  }

  private Checkpoint anchor() {
    return checkpoints.get(LINES - 1);
  }

  // What is whole.

  @Test
  void aWholeLogIsOk() throws IOException {
    assertThat(verify(text())).isEqualTo(new ChainReport(Status.OK, LINES, 0, anchor()));
  }

  @Test
  void theExampleOfVersionOneIsStillOk() throws IOException {
    byte[] golden = GoldenLog.bytes();
    assertThat(verify(golden, null).status()).isEqualTo(Status.NO_SESSION_END);
    assertThat(verify(golden, null).records()).isEqualTo(3);
  }

  @Test
  void aWholeLogHoldsEveryCheckpointThatWasTakenFromIt() throws IOException {
    for (Checkpoint checkpoint : checkpoints) {
      assertThat(verify(text(), checkpoint).status()).isEqualTo(Status.OK);
    }
  }

  @Test
  void anEmptyFileProvesNothing() throws IOException {
    assertThat(verify("").status()).isEqualTo(Status.EMPTY);
    assertThat(verify("", anchor()).status()).isEqualTo(Status.MISSING_TAIL);
  }

  @Test
  void anOpenSessionIsReported() throws IOException {
    lines.remove(LINES - 1);
    assertThat(verify(text()).status()).isEqualTo(Status.NO_SESSION_END);
  }

  // Damage and tampering.

  @Test
  void everyFlippedBitIsFoundInItsLine() throws IOException {
    byte[] log = text().getBytes(UTF_8);
    int line = 1;
    for (int i = 0; i < log.length; i++) {
      boolean lastFeed = i == log.length - 1;
      for (int bit = 0; bit < 8; bit++) {
        log[i] ^= (byte) (1 << bit);
        ChainReport report = verify(log, null);
        assertThat(report.status())
            .as("bit %d of byte %d", bit, i)
            .isEqualTo(lastFeed ? Status.TORN_TAIL : Status.BAD_CRC);
        assertThat(report.line()).as("bit %d of byte %d", bit, i).isEqualTo(line);
        log[i] ^= (byte) (1 << bit);
      }
      line += log[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void everyCutIsFoundExceptBetweenLinesWhereItTakesAnAnchor() throws IOException {
    byte[] log = text().getBytes(UTF_8);
    for (int length = 1; length < log.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(log, length);
      boolean betweenLines = log[length - 1] == '\n';
      assertThat(verify(cut, null).status())
          .as("cut to %d bytes", length)
          .isEqualTo(betweenLines ? Status.NO_SESSION_END : Status.TORN_TAIL);
      assertThat(verify(cut, anchor()).status())
          .as("cut to %d bytes", length)
          .isEqualTo(Status.MISSING_TAIL);
    }
  }

  @Test
  void everyRemovedLineIsFoundExceptTheLast() throws IOException {
    for (int i = 0; i < LINES - 1; i++) {
      List<String> rest = new ArrayList<>(lines);
      rest.remove(i);
      ChainReport report = verify(text(rest));
      assertThat(report.status()).as("line %d", i + 1).isEqualTo(Status.CHAIN_BREAK);
      assertThat(report.line()).isEqualTo(i + 1);
      assertThat(report.records()).isEqualTo(i);
    }
  }

  @Test
  void theRemovedLastLinesOfClosedSessionsAreFoundOnlyWithAnAnchor() throws IOException {
    MemoryStorage storage = new MemoryStorage();
    Checkpoint last;
    try (JsonlAuditSink sink = JsonlAuditSink.builder(Path.of("/audit")).storage(storage).open()) {
      sink.write(Records.intent(Records.EXCHANGE));
      sink.write(Records.completed(Records.EXCHANGE));
      last = sink.checkpoint();
    }
    String firstLine = new String(storage.durable(), UTF_8).lines().toList().get(0) + "\n";

    assertThat(verify(firstLine).status()).isEqualTo(Status.OK);
    assertThat(verify(firstLine, last).status()).isEqualTo(Status.MISSING_TAIL);
  }

  @Test
  void everySwapOfTwoLinesIsFound() throws IOException {
    for (int i = 0; i < LINES; i++) {
      for (int j = i + 1; j < LINES; j++) {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, j);
        ChainReport report = verify(text(swapped));
        assertThat(report.status()).as("%d and %d", i, j).isEqualTo(Status.CHAIN_BREAK);
        assertThat(report.line()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void everyRepeatedLineIsFound() throws IOException {
    for (int i = 0; i < LINES; i++) {
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      ChainReport report = verify(text(doubled));
      assertThat(report.status()).as("line %d", i + 1).isEqualTo(Status.CHAIN_BREAK);
      assertThat(report.line()).isEqualTo(i + 2);
    }
  }

  /** Changes the time and nothing else: hashes hold any four digits now and then. */
  private static String inAnotherYear(String line) {
    String edited = line.replace("\"2026-11-22T", "\"2027-11-22T");
    assertThat(edited).isNotEqualTo(line);
    return edited;
  }

  @Test
  void anEditWithARightCheckSumIsFoundInTheNextLine() throws IOException {
    for (int i = 0; i < LINES - 1; i++) {
      List<String> edited = new ArrayList<>(lines);
      edited.set(i, withRightCrc(inAnotherYear(lines.get(i))));
      ChainReport report = verify(text(edited));
      assertThat(report.status()).as("line %d", i + 1).isEqualTo(Status.CHAIN_BREAK);
      assertThat(report.line()).isEqualTo(i + 2);
    }
  }

  @Test
  void anEditOfTheNewestLineWithARightCheckSumIsFoundOnlyWithAnAnchor() throws IOException {
    lines.set(LINES - 1, withRightCrc(inAnotherYear(lines.get(LINES - 1))));

    assertThat(verify(text()).status()).isEqualTo(Status.OK);
    ChainReport report = verify(text(), anchor());
    assertThat(report.status()).isEqualTo(Status.ANCHOR_MISMATCH);
    assertThat(report.line()).isEqualTo(LINES);
  }

  @Test
  void aLogThatWasWrittenAnewIsFoundOnlyWithAnAnchor() throws IOException {
    Checkpoint first = anchor();
    checkpoints.clear();
    writeALog();

    assertThat(verify(text()).status()).isEqualTo(Status.OK);
    assertThat(verify(text(), first).status()).isEqualTo(Status.ANCHOR_MISMATCH);
  }

  @Test
  void aLineOfAnotherLogIsFound() throws IOException {
    String line = lines.get(3);
    checkpoints.clear();
    writeALog();
    lines.set(3, line);

    assertThat(verify(text()).status()).isEqualTo(Status.CHAIN_BREAK);
  }

  @Test
  void aLineThatNamesAnotherChainIsFound() throws IOException {
    String chain = anchor().chain();
    lines.set(LINES - 1, withRightCrc(lines.get(LINES - 1).replace(chain, "0".repeat(32))));

    assertThat(verify(text()).status()).isEqualTo(Status.CHAIN_BREAK);
  }

  @Test
  void aNumberThatDoesNotFollowIsFoundAlsoIfTheHashDoes() throws IOException {
    lines.set(LINES - 1, withRightCrc(lines.get(LINES - 1).replace("\"seq\":7", "\"seq\":8")));

    assertThat(verify(text()).status()).isEqualTo(Status.CHAIN_BREAK);
  }

  @Test
  void anEmptyLineIsFound() throws IOException {
    lines.add(2, "");
    assertThat(verify(text()).status()).isEqualTo(Status.BAD_CRC);
  }

  @Test
  void carriageReturnsAreFound() throws IOException {
    assertThat(verify(text().replace("\n", "\r\n")).status()).isEqualTo(Status.BAD_CRC);
  }

  // Hostile content.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"seq\":0",
        ",\"seq\":0,\"prev\":1,\"kind\":\"x\",\"session\":\"s\"",
        ",\"seq\":-1,@PREV@",
        ",\"seq\":0.0,@PREV@",
        ",\"seq\":1e0,@PREV@",
        ",\"seq\":\"0\",@PREV@",
        ",\"seq\":99999999999999999999,@PREV@",
        ",\"seq\":9999999999999999999999999999,@PREV@",
        ",\"seq\":0,\"seq\":0,@PREV@",
        ",\"seq\":0,@PREV@,\"kind\":\"session.closed\"",
        ",\"seq\":0,@PREV@,\"x\":[[[[[[[[[[1]]]]]]]]]]",
        ",\"seq\":0,@PREV@,\"x\":NaN",
        ",\"seq\":0,@PREV@,\"x\":'1'",
        ",\"seq\":0,@PREV@,\"x\":\"\u0007\"",
        ",\"seq\":0,@PREV@,}",
        ",\"seq\":0,@PREV@}{\"a\":1",
        ",\"seq\":0,@PREV@ /* comment */",
      })
  void aForgedLineIsNoRecord(String members) throws IOException {
    String previous =
        "\"prev\":\"" + LogFormat.GENESIS + "\",\"kind\":\"session.opened\",\"session\":\"s\"";
    String line = "{\"v\":1,\"chain\":\"" + "0".repeat(32) + "\"" + members;

    ChainReport report = verify(crc(line.replace("@PREV@", previous)) + "\n");

    assertThat(report.status()).isEqualTo(Status.BAD_RECORD);
    assertThat(report.line()).isEqualTo(1);
  }

  @Test
  void anotherVersionIsNoRecordOfThisFormat() throws IOException {
    String line = withRightCrc(lines.get(0).replace("{\"v\":1,", "{\"v\":2,"));
    assertThat(verify(line + "\n").status()).isEqualTo(Status.BAD_RECORD);
  }

  @Test
  void memberThatALaterReleaseAddsIsAccepted() throws IOException {
    String start = "{\"v\":1,\"chain\":\"" + "0".repeat(32) + "\",\"seq\":0,\"prev\":\"";
    String rest = "\",\"kind\":\"gap\",\"session\":\"s\",\"later\":{\"a\":[1,{\"b\":null}]}";
    assertThat(verify(crc(start + LogFormat.GENESIS + rest) + "\n").status()).isEqualTo(Status.OK);
  }

  @Test
  void invalidUtf8WithARightCheckSumIsNoRecord() throws IOException {
    byte[] line = crc("{\"v\":1,\"chain\":\"?\"").getBytes(UTF_8);
    line[LogFormat.LINE_START.length] = (byte) 0xff;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int covered = line.length - LogFormat.TRAILER_BYTES;
    log.write(line, 0, covered);
    log.writeBytes(LogFormat.CRC_START);
    log.writeBytes(LogFormat.crc(line, covered));
    log.writeBytes("\"}\n".getBytes(UTF_8));

    assertThat(verify(log.toByteArray(), null).status()).isEqualTo(Status.BAD_RECORD);
  }

  @Test
  void aLineWithoutEndIsNotKeptInMemory() throws IOException {
    byte[] huge = new byte[LogFormat.MAX_LINE_BYTES + 2];
    assertThat(verify(huge, null).status()).isEqualTo(Status.BAD_CRC);
  }

  @Test
  void manyOpenSessionsAreNotKeptInMemory() throws IOException {
    StringBuilder log = new StringBuilder();
    String previous = LogFormat.GENESIS;
    for (int i = 0; i < 10_001; i++) {
      String line =
          crc(
              "{\"v\":1,\"chain\":\"%s\",\"seq\":%d,\"prev\":\"%s\",\"kind\":\"session.opened\",\"session\":\"%d\""
                  .formatted("0".repeat(32), i, previous, i));
      byte[] bytes = line.getBytes(UTF_8);
      previous = LogFormat.hash(Sha256.newDigest(), bytes, bytes.length);
      log.append(line).append('\n');
    }
    assertThat(verify(log.toString()).status()).isEqualTo(Status.NO_SESSION_END);
  }

  @Test
  void randomBytesGetAVerdict() throws IOException {
    Seeded seeded = Seeded.orElse(20261122);
    byte[] log = text().getBytes(UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = log.clone();
      int from = seeded.random.nextInt(log.length);
      byte[] noise = new byte[Math.min(1 + seeded.random.nextInt(40), log.length - from)];
      seeded.random.nextBytes(noise);
      System.arraycopy(noise, 0, mutated, from, noise.length);
      if (!java.util.Arrays.equals(mutated, log)) {
        assertThat(verify(mutated, null).status()).as("%s", seeded).isNotEqualTo(Status.OK);
      }
    }
  }

  // Files.

  @Test
  void readsAFile(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("log"), text());

    assertThat(AuditChain.verify(file).status()).isEqualTo(Status.OK);
    assertThat(AuditChain.verify(file, anchor()).status()).isEqualTo(Status.OK);
  }

  @Test
  void readsOnlyWhatWasThereWhenItBegan() throws IOException {
    byte[] log = text().getBytes(UTF_8);
    int firstLine = lines.get(0).length() + 1;

    ChainReport report = AuditChain.verify(new ByteArrayInputStream(log), firstLine, null);

    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoRegularFile(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("log"), text());
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);

    assertThatIOException()
        .isThrownBy(() -> AuditChain.verify(temp))
        .withMessage("not a regular file: " + temp);
    assertThatIOException().isThrownBy(() -> AuditChain.verify(link));
    assertThatIOException()
        .isThrownBy(() -> AuditChain.verify(temp.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private String text() {
    return text(lines);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static ChainReport verify(String log) throws IOException {
    return verify(log.getBytes(UTF_8), null);
  }

  private static ChainReport verify(String log, Checkpoint anchor) throws IOException {
    return verify(log.getBytes(UTF_8), anchor);
  }

  private static ChainReport verify(byte[] log, @Nullable Checkpoint anchor) throws IOException {
    return AuditChain.verify(new ByteArrayInputStream(log), log.length, anchor);
  }

  /** Replaces the check sum of a line that was edited. */
  private static String withRightCrc(String line) {
    return crc(line.substring(0, line.length() - LogFormat.TRAILER_BYTES));
  }

  private static String crc(String covered) {
    byte[] bytes = covered.getBytes(UTF_8);
    return covered + ",\"crc\":\"" + new String(LogFormat.crc(bytes, bytes.length), UTF_8) + "\"}";
  }
}
