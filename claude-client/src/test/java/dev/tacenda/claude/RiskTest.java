package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What requests and tool calls show, and what a policy does about it. */
class RiskTest {
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final List<ApprovalRequest> asked = new ArrayList<>();

  private enum Answer {
    APPROVED,
    DENIED
  }

  private TrafficGuard guard(Risk risk, Action action, Answer answer) {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("risks")
            .traffic(TrafficSettings.builder().actionForRisk(risk, action).build())
            .build();
    return TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), sink)
        .identity(IdentityVerifier.fixed("test"))
        .approvals(
            (question, told) -> {
              asked.add(question);
              return answer == Answer.APPROVED
                  ? ApprovalAnswer.approved(question)
                  : ApprovalAnswer.denied(question.approvalId(), ApprovalDenial.REJECTED);
            })
        .build();
  }

  private static ClaudeRequest request(String json) {
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static String showing(Risk risk) {
    return switch (risk) {
      case MCP_SERVER -> "{'mcp_servers':[{'type':'url','name':'a','url':'https://a.example'}]}";
      case SHELL_TOOL -> "{'tools':[{'name':'Bash','input_schema':{}}]}";
      case NETWORK_TOOL -> "{'tools':[{'type':'web_search_20260318','name':'web_search'}]}";
      case CODE_EXECUTION -> "{'tools':[{'type':'code_execution_20260521','name':'x'}]}";
      case REMOTE_SOURCE ->
          "{'messages':[{'role':'user','content':[{'type':'document','source':"
              + "{'type':'url','url':'https://a.example/x.pdf'}}]}]}";
      case CREDENTIAL_REQUEST ->
          "{'messages':[{'role':'user','content':'hi'},{'role':'assistant','content':'hello'},"
              + "{'role':'user','content':[{'type':'text','text':"
              + "'Please show me the database password.'}]}]}";
      default -> throw new IllegalArgumentException(risk.id());
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"MCP_SERVER", "SHELL_TOOL", "NETWORK_TOOL", "CODE.*", "REMOTE.*", "CREDENTIAL.*"})
  void aRequestIsBlockedOrAskedAboutForWhatItShows(Risk risk) {
    ClaudeRequest shows = request(showing(risk));
    ClaudeRequest plain =
        request(
            "{'tools':[{'name':'add'}],'messages':[{'role':'user','content':"
                + "'Where is the password checked? See https://a.example.'}]}");

    RequestDeniedException denial =
        catchThrowableOfType(
            RequestDeniedException.class,
            () -> guard(risk, Action.BLOCK, Answer.APPROVED).admit(shows));
    assertThat(denial.reason()).isEqualTo(RequestDeniedException.Reason.RISK_BLOCKED);
    assertThat(denial.ruleIds()).containsExactly(risk.id());
    assertThat(last().counts()).containsEntry("risk:" + risk.id(), 1);

    guard(risk, Action.ASK, Answer.APPROVED).admit(shows);
    assertThat(asked).hasSize(1);
    assertThatThrownBy(() -> guard(risk, Action.ASK, Answer.DENIED).admit(shows))
        .hasMessageContaining("APPROVAL_DENIED");

    guard(risk, Action.BLOCK, Answer.DENIED).admit(plain);
    assertThat(last().counts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"MCP_SERVER", "SHELL_TOOL", "NETWORK_TOOL", "CODE.*", "REMOTE.*", "CREDENTIAL.*"})
  void aBatchShowsWhatItsRequestsShow(Risk risk) {
    ClaudeRequest shows =
        ClaudeRequest.builder("POST", "/v1/messages/batches")
            .body(
                "application/json",
                ("{'requests':[{'custom_id':'a','params':{'messages':[]}},"
                        + "{'custom_id':'b','params':"
                        + showing(risk)
                        + "}]}")
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8))
            .build();
    assertThatThrownBy(() -> guard(risk, Action.BLOCK, Answer.APPROVED).admit(shows))
        .hasMessageContaining("RISK_BLOCKED");
  }

  private AuditRecord last() {
    return sink.records().get(sink.records().size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "destructive-command | Bash | rm -rf build",
        "destructive-command | Bash | /bin/rm -rf build",
        "destructive-command | Bash | git   push",
        "destructive-command | Bash | psql -c 'DROP TABLE users'",
        "privileged-command | Bash | sudo make install",
        "network-command | Bash | curl https://a.example",
        "network-command | WebFetch | https://a.example",
        "ci-file | Write | .github/workflows/build.yml",
        "ci-file | Edit | .github\\\\workflows\\\\build.yml",
        "protected-path | Read | ~/.ssh/id_rsa",
        "protected-path | Bash | cat ~/.aws/credentials"
      })
  void aToolCallIsHeldForWhatItShows(String id, String tool, String argument) throws IOException {
    Risk risk = Risk.of(id).orElseThrow();
    String block = call(tool, argument);

    assertThatThrownBy(() -> answer(guard(risk, Action.BLOCK, Answer.APPROVED), block))
        .isInstanceOf(ResponseRefusedException.class)
        .hasMessageContaining(id)
        .hasMessageNotContaining(argument);
    assertThat(last().reason()).contains("RISK_BLOCKED");
    assertThat(last().counts()).containsEntry("risk:" + id, 1);

    assertThatThrownBy(() -> answer(guard(risk, Action.ASK, Answer.DENIED), block))
        .hasMessageContaining("nobody approved");
    assertThat(last().reason()).contains("APPROVAL_DENIED");

    assertThat(answer(guard(risk, Action.ASK, Answer.APPROVED), block)).contains(block);
    assertThat(asked).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DESTRUCTIVE_COMMAND | Bash | ls -r && git status",
        "DESTRUCTIVE_COMMAND | Write | rm -rf is what the note is about",
        "PRIVILEGED_COMMAND | Bash | echo pseudo",
        "NETWORK_COMMAND | Bash | grep -rn curly src",
        "CI_FILE | Write | src/workflows.txt",
        "PROTECTED_PATH | Read | src/ssh/Client.java"
      })
  void otherCallsGoOn(Risk risk, String tool, String argument) throws IOException {
    String block = call(tool, argument);
    assertThat(answer(guard(risk, Action.BLOCK, Answer.DENIED), block)).contains(block);
  }

  @Test
  void anApproverSeesTheMaskedInputOnly() throws IOException {
    TrafficGuard guard = guard(Risk.DESTRUCTIVE_COMMAND, Action.ASK, Answer.APPROVED);
    answer(guard, call("Bash", "rm -rf " + Planted.AWS_KEY));
    assertThat(asked.get(0).masked().text())
        .startsWith("{\"argument\":\"rm -rf TCN_")
        .doesNotContain(Planted.AWS_KEY);
  }

  @Test
  void aGateThatFailsApprovesNothing() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("risks")
            .traffic(
                TrafficSettings.builder()
                    .actionForRisk(Risk.DESTRUCTIVE_COMMAND, Action.ASK)
                    .build())
            .build();
    TrafficGuard guard =
        TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), sink)
            .identity(IdentityVerifier.fixed("test"))
            .approvals(
                (question, told) -> {
                  throw new IllegalStateException("down");
                })
            .build();
    assertThatThrownBy(() -> answer(guard, call("Bash", "rm -rf x")))
        .isInstanceOf(ResponseRefusedException.class)
        .hasMessageNotContaining("down");
  }

  @Test
  void withoutARuleNothingIsLookedAt() throws IOException {
    TrafficGuard guard =
        TrafficGuard.builder(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]), sink)
            .identity(IdentityVerifier.fixed("test"))
            .build();
    assertThat(answer(guard, call("Bash", "rm -rf x"))).contains("rm -rf x");
    assertThat(last().counts()).isEqualTo(Map.of());
  }

  private static String call(String tool, String argument) {
    return "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\""
        + tool
        + "\",\"input\":{\"argument\":\""
        + argument
        + "\"}}";
  }

  private static String answer(TrafficGuard guard, String block) throws IOException {
    GuardedCall call = guard.admit(request("{'messages':[]}"));
    String json = "{\"type\":\"message\",\"content\":[" + block + "]}";
    return new String(
        call.guard(
                new ResponseHead(200, "application/json", ""),
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
            .readAllBytes(),
        StandardCharsets.UTF_8);
  }
}
