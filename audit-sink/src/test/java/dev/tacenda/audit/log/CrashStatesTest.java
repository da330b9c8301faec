package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.verify.ScanResult;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Every state that a power cut could leave, after every change that the log makes to the disk: all
 * that was acknowledged is there after recovery, and a power cut during the recovery changes
 * nothing.
 */
class CrashStatesTest {
  /**
   * In the recovery of each how manieth state the power is cut again: {@code tacenda.crash.every}.
   */
  private static final int EVERY = Integer.getInteger("tacenda.crash.every", 29);

  /** A state of the disk, and what had been acknowledged when the power went. */
  private record State(CrashFs disk, Set<String> acknowledged) {}

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<State> states = new ArrayList<>();
  private final CrashFs disk = new CrashFs();

  private void collectStates() {
    disk.watch(
        () -> {
          Set<String> known = Set.copyOf(acknowledged);
          disk.crashStates().forEach(state -> states.add(new State(state, known)));
        });
  }

  private void write(JsonlAuditSink sink, int from, int to) {
    for (int i = from; i < to; i++) {
      UUID exchange = new UUID(7, i);
      try {
        sink.write(Records.intent(exchange));
        acknowledged.add(exchange.toString());
      } catch (AuditException e) {
        // A disk that fails; what was not acknowledged need not be there.
      }
    }
  }

  private void checkAll(Path log) throws IOException {
    assertThat(states).hasSizeGreaterThan(80);
    for (int i = 0; i < states.size(); i++) {
      check(states.get(i), log, "state " + i, i % EVERY == 0);
    }
  }

  private void check(State state, Path log, String name, boolean alsoCrashRecovery)
      throws IOException {
    List<CrashFs> during = new ArrayList<>();
    if (alsoCrashRecovery) {
      state.disk().watch(() -> during.addAll(state.disk().crashStates()));
    }
    Logs.recover(state.disk());
    state.disk().watch(() -> {});
    requireWhole(state, state.disk(), log, name);
    // What recovery left is durable: also a power cut right behind it changes nothing.
    requireWhole(state, state.disk().afterPowerCut(), log, name + " and a second crash");
    for (int i = 0; i < during.size(); i++) {
      Logs.recover(during.get(i));
      requireWhole(state, during.get(i), log, name + ", in its recovery " + i);
    }
  }

  private static void requireWhole(State state, CrashFs disk, Path log, String name)
      throws IOException {
    Logs.Content content = Logs.read(disk, log);
    ScanResult result = content.result;
    assertThat(result.verdict())
        .as("%s: segment %d line %d", name, result.segment(), result.line())
        .isIn(Verdict.OK, Verdict.RECOVERED, Verdict.EMPTY);
    for (String exchange : state.acknowledged()) {
      assertThat(content.text()).as("%s lost %s", name, exchange).contains(exchange + "\"");
    }
    if (result.verdict() == Verdict.RECOVERED) {
      assertThat(content.kinds()).as(name).contains("gap");
    }
  }

  @Test
  void ofALogThatIsOpenedWrittenAndClosed() throws IOException {
    collectStates();
    JsonlAuditSink sink = Logs.in(disk).open();
    write(sink, 0, 12);
    sink.close();

    checkAll(sink.path());
  }

  @Test
  void ofALogThatGoesThroughSeveralSegments() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).maxSegmentBytes(4096).open();
    collectStates();
    write(sink, 0, 14);
    sink.close();

    checkAll(sink.path());
  }

  @Test
  void ofADiskThatFailsToForce() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    write(sink, 0, 2);
    collectStates();
    disk.failForces(2, 1);
    write(sink, 2, 8);
    sink.close();

    checkAll(sink.path());
  }

  @Test
  void ofADiskThatGetsFullAndHasRoomAgain() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    write(sink, 0, 2);
    collectStates();
    disk.limitSpaceTo(500);
    write(sink, 2, 5);
    sink.write(Records.closed());
    disk.endLimitOfSpace();
    write(sink, 5, 8);
    sink.close();

    checkAll(sink.path());
  }

  @Test
  void ofADiskThatWritesLittleByLittle() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).open();
    collectStates();
    disk.limitEachWriteTo(300);
    write(sink, 0, 8);
    sink.close();

    checkAll(sink.path());
  }
}
