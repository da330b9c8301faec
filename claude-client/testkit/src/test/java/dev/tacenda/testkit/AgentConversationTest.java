package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coding agent under the guard, against a Claude that refuses a conversation whose beginning
 * changes. The rules of the standard policy have to find what is planted; nothing is told to them.
 */
class AgentConversationTest {

  private static final int TASKS = 30;
  private static final String MOVED = "the conversation before this thinking block was changed";

  private final long seed = Long.getLong("tacenda.seed", 7);
  private final PlantedSecrets planted = PlantedSecrets.of(seed);
  private final AgentProject project = new AgentProject(planted);
  private final FakeClaude claude = FakeClaude.start().replyWith(new AgentModel());
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    claude.close();
  }

  /** Opens the line of one process. */
  private interface Start {
    AgentLine line() throws IOException;
  }

  /** Does all tasks in three processes, with a compaction by the agent and one by the API. */
  private SimulatedAgent work(Start process) throws IOException {
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (AgentLine line = process.line()) {
      agent.run(1, 12, line);
      agent.compact(line);
      agent.run(13, 16, line);
    }
    for (int first : List.of(17, 24)) {
      agent = saveAndResume(agent);
      try (AgentLine line = process.line()) {
        agent.run(first, first == 17 ? 23 : TASKS, line);
      }
    }
    return agent;
  }

  private SimulatedAgent saveAndResume(SimulatedAgent agent) throws IOException {
    agent.save(folder.resolve("transcript.json"));
    return SimulatedAgent.resume(project, folder.resolve("transcript.json"));
  }

  private AgentLine guarded() throws IOException {
    PlaceholderKey key = PlaceholderKey.readOrCreate(folder.resolve("key"));
    return AgentLine.guarded(claude.baseUrl(), AgentProcess.guard(key));
  }

  @Test
  void thirtyTasksKeepTheirMaskedBeginningAndLeakNothing() throws IOException {
    Map<String, String> expected = worksTheSameWithoutAGuard();

    SimulatedAgent agent = work(this::guarded);

    assertThat(claude.refusals()).isEmpty();
    assertThat(AgentWire.assertPrefixesAreStable(claude.requests())).isEqualTo(2);
    assertThat(claude.requests()).hasSizeGreaterThan(2 * TASKS);
    assertThat(claude.requests())
        .allSatisfy(each -> assertThat(each.bodyText()).contains(AdapterContractBench.PLACEHOLDER));
    MaskingAssertions.assertThatRequests(claude).leakNothingOf(planted.asMap());
    assertThat(agent.files()).isEqualTo(expected);
  }

  /** Shows that the agent sends all planted values if nothing masks them, and what it makes. */
  private Map<String, String> worksTheSameWithoutAGuard() throws IOException {
    try (FakeClaude open = FakeClaude.start().replyWith(new AgentModel())) {
      SimulatedAgent agent = work(() -> AgentLine.open(open.baseUrl()));
      MaskingAssertions.assertThatRequests(open).leakAllOf(planted.asMap());
      assertThat(AgentWire.assertPrefixesAreStable(open.requests())).isEqualTo(2);
      return agent.files();
    }
  }

  @Test
  void everyTurnReadsFromTheCacheWhatTheTurnBeforeItWrote() throws IOException {
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (AgentLine line = guarded()) {
      agent.run(1, 10, line);
    }
    List<Usage> usages = agent.usages();
    assertThat(usages.get(0).cacheRead()).isZero();
    for (int i = 1; i < usages.size(); i++) {
      Usage before = usages.get(i - 1);
      assertThat(usages.get(i).cacheRead()).isEqualTo(before.cacheRead() + before.cacheWrite());
    }
    assertThat(usages).hasSizeGreaterThan(20);
  }

  /** A bare password is nothing to the rules until a file says what it is; then it is too late. */
  @Test
  void whatIsRecognizedLaterLeavesTheBeginningAsItWasSent() throws IOException {
    String password = planted.value("dotenv-password").orElseThrow();
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (AgentLine line = guarded()) {
      agent.work(SimulatedAgent.TASK + "5: is it " + password + "?", line);
      agent.run(6, 6, line);
    }
    int before = claude.requests().size();
    agent = saveAndResume(agent);
    try (AgentLine line = guarded()) {
      agent.run(13, 14, line);
      agent.work(SimulatedAgent.TASK + "15: is it " + password + "?", line);
    }

    assertThat(claude.refusals()).isEmpty();
    assertThat(AgentWire.assertPrefixesAreStable(claude.requests())).isEqualTo(1);
    String last = claude.requests().get(claude.requests().size() - 1).bodyText();
    assertThat(before).isGreaterThan(3);
    assertThat(last.split(password, -1)).hasSize(2);
  }

  @Test
  void goesOnInAnotherJvm() throws Exception {
    Path transcript = folder.resolve("transcript.json");
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (AgentLine line = guarded()) {
      agent.run(1, 3, line);
    }
    agent.save(transcript);
    int before = claude.requests().size();

    runInAnotherJvm(transcript, 4, 5);
    int between = claude.requests().size();
    agent = SimulatedAgent.resume(project, transcript);
    try (AgentLine line = guarded()) {
      agent.run(6, 6, line);
    }

    assertThat(between).isGreaterThan(before + 2);
    assertThat(claude.requests()).hasSizeGreaterThan(between);
    assertThat(claude.refusals()).isEmpty();
    assertThat(AgentWire.assertPrefixesAreStable(claude.requests())).isEqualTo(1);
    MaskingAssertions.assertThatRequests(claude).leakNothingOf(planted.asMap());
    Usage afterwards = agent.usages().get(0);
    assertThat(afterwards.cacheRead()).isGreaterThan(9 * afterwards.cacheWrite());
  }

  private void runInAnotherJvm(Path transcript, int fromTask, int toTask) throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AgentProcess.class.getName(),
            claude.baseUrl(),
            Long.toString(seed),
            folder.resolve("key").toString(),
            transcript.toString(),
            Integer.toString(fromTask),
            Integer.toString(toTask));
    Process jvm =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = jvm.waitFor(60, TimeUnit.SECONDS);
    jvm.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(jvm.exitValue()).as(Files.readString(output, UTF_8)).isZero();
  }

  /** The control: a masker whose placeholders change from request to request loses the turn. */
  @Test
  void placeholdersThatChangeAreRefused() throws IOException {
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (AgentLine line = AgentLine.guardedAnew(claude.baseUrl(), AgentConversationTest::anew)) {
      assertThatThrownBy(() -> agent.run(1, 1, line))
          .isInstanceOf(AgentLine.RefusedException.class)
          .hasMessageContaining("400")
          .hasMessageContaining(
              "messages.2.content.0: " + MOVED + "; new there: messages.0.content.0");
    }
    assertThat(claude.requests()).hasSize(2);
    assertThatThrownBy(() -> AgentWire.assertPrefixesAreStable(claude.requests()))
        .isInstanceOf(AssertionError.class);
  }

  /** The same control for the cache: nothing that holds a placeholder is ever read again. */
  @Test
  void placeholdersThatChangeAreNeverReadFromTheCache() throws IOException {
    SimulatedAgent agent = SimulatedAgent.begin(project);
    try (FakeClaude lenient =
            FakeClaude.builder()
                .without(StrictCheck.PREFIX_BINDING)
                .start()
                .replyWith(new AgentModel());
        AgentLine line = AgentLine.guardedAnew(lenient.baseUrl(), AgentConversationTest::anew)) {
      agent.run(1, 5, line);
    }
    List<Integer> reads = agent.usages().stream().map(Usage::cacheRead).skip(1).distinct().toList();
    assertThat(reads).hasSize(1);
    assertThat(reads.get(0)).isLessThan(agent.usages().get(0).total());
  }

  private static TrafficGuard anew() {
    return AgentProcess.guard(PlaceholderKey.random());
  }
}
