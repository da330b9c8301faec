package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.nio.file.Path;

/** A process in which a saved agent goes on; also where the guards of these tests are made. */
final class AgentProcess {

  private static final String POLICY =
      """
      tacenda-policy: 1
      name: agent
      revision: 1
      anonymous-callers: admit
      rules:
        use: [standard]
      restore:
        - tools: [Read, Write, Edit, Bash]
      """;

  private AgentProcess() {}

  /** A guard as a process has it that starts anew: it remembers nothing of earlier ones. */
  static TrafficGuard guard(PlaceholderKey key) {
    MaskingPolicy policy = MaskingPolicy.parse("agent.yaml", POLICY.getBytes(UTF_8));
    return TrafficGuard.builder(policy, key, new InMemoryAuditSink()).build();
  }

  /**
   * Goes on with a saved conversation and saves it again.
   *
   * @param args base URL of Claude, seed of the planted values, file of the key, transcript, first
   *     task, last task
   */
  public static void main(String[] args) throws IOException {
    PlantedSecrets planted = PlantedSecrets.of(Long.parseLong(args[1]));
    Path transcript = Path.of(args[3]);
    SimulatedAgent agent = SimulatedAgent.resume(new AgentProject(planted), transcript);
    PlaceholderKey key = PlaceholderKey.readOrCreate(Path.of(args[2]));
    try (AgentLine line = AgentLine.guarded(args[0], guard(key))) {
      agent.run(Integer.parseInt(args[4]), Integer.parseInt(args[5]), line);
    }
    agent.save(transcript);
  }
}
