package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.ApprovalTerms;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request wants of the API, as an approval is bound to it. */
class RequestUseTest {
  private static ApprovalTerms.Use use(String json) {
    return RequestUse.of(
        ClaudeRequest.builder("POST", "/v1/messages")
            .header("anthropic-beta", "Computer-Use-1, files")
            .header("Anthropic-Beta", "mcp-client-1,")
            .body("application/json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
            .build());
  }

  @Test
  void readsModelsToolsServersAndFeatures() {
    ApprovalTerms.Use use =
        use(
            "{'model':'m','max_tokens':100,'tools':[{'name':'Read','input_schema':{'type':'object',"
                + "'properties':{'name':{'type':'string'}}}},{'type':'bash_20250124','name':'bash'},"
                + "{'type':'mcp_toolset','mcp_server_name':'wiki'}],'mcp_servers':[{'type':'url',"
                + "'url':'https://a.example','name':'wiki'}],'messages':[{'role':'user','content':"
                + "[{'type':'text','text':'x','model':'no','max_tokens':5}]}]}");

    assertThat(use.models()).containsExactly("m");
    assertThat(use.tools()).containsExactly("Read", "bash_20250124 bash", "mcp_toolset  wiki");
    assertThat(use.mcpUrls()).containsExactly("https://a.example");
    assertThat(use.features()).containsExactly("computer-use-1", "files", "mcp-client-1");
    assertThat(use.maxOutputTokens()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_tokens':7} | 7",
        "{} | -1",
        "{'max_tokens':-1} | -1",
        "{'max_tokens':1.5} | -1",
        "{'max_tokens':'7'} | -1",
        "{'max_tokens':99999999999999999999999} | -1",
        "{'metadata':{'max_tokens':7}} | -1",
        "{'requests':[{'params':{'max_tokens':3}},{'params':{'max_tokens':4}}]} | 7",
        "{'requests':[{'params':{'max_tokens':3}},{'params':{}}]} | -1",
        "{'max_tokens':9,'requests':[{'params':{'max_tokens':3}},{'params':{}}]} | -1",
        "{'requests':[{'params':{'max_tokens':9223372036854775807}},{'params':{'max_tokens':1}}]}"
            + "| 9223372036854775807",
        "{'requests':[]} | -1"
      })
  void boundsTheOutputOrSaysThatItCannot(String json, long bound) {
    assertThat(use(json).maxOutputTokens()).isEqualTo(bound);
  }

  @Test
  void readsAllRequestsOfABatch() {
    ApprovalTerms.Use use =
        use(
            "{'requests':[{'custom_id':'a','params':{'model':'m','tools':[{'name':'A'}]}},"
                + "{'custom_id':'b','params':{'model':'n','tools':[{'name':'B'}],"
                + "'mcp_servers':[{'url':'https://b.example'}]}}]}");

    assertThat(use.models()).containsExactly("m", "n");
    assertThat(use.tools()).containsExactly("A", "B");
    assertThat(use.mcpUrls()).containsExactly("https://b.example");
  }

  @Test
  void saysNothingOfTheContent() {
    assertThat(use("{'model':'secret-model'}").toString()).doesNotContain("secret-model");
  }
}
