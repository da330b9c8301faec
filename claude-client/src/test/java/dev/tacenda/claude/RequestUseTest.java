package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.ApprovalTerms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
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
    assertThat(names(use))
        .containsExactly("Read", "bash_20250124 bash", "mcp-server wiki", "mcp_toolset  wiki");
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
    assertThat(names(use)).containsExactly("A", "B", "mcp-server");
    assertThat(use.mcpUrls()).containsExactly("https://b.example");
  }

  private static List<String> names(ApprovalTerms.Use use) {
    assertThat(use.tools()).allMatch(each -> Pattern.matches(".* sha256:[0-9a-f]{32}", each));
    return use.tools().stream().map(each -> each.substring(0, each.indexOf(" sha256:"))).toList();
  }

  /** Of the same type and name, and yet another tool, server or skill. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'tools':[{'name':'Run','input_schema':{'properties':{'file':{}}}}]"
            + "| 'tools':[{'name':'Run','input_schema':{'properties':{'command':{}}}}]",
        "'tools':[{'name':'Run','description':'reads'}]"
            + "| 'tools':[{'name':'Run','description':'sends'}]",
        "'tools':[{'type':'web_fetch_20250910','name':'web_fetch','allowed_domains':['a.example']}]"
            + "| 'tools':[{'type':'web_fetch_20250910','name':'web_fetch'}]",
        "'tools':[{'type':'mcp_toolset','mcp_server_name':'w','default_config':{'enabled':false}}]"
            + "| 'tools':[{'type':'mcp_toolset','mcp_server_name':'w'}]",
        "'tools':[{'name':'Run','cache_control':{'x':1},'strict':true}]"
            + "| 'tools':[{'name':'Run','cache_control':{'x':1}}]",
        "'mcp_servers':[{'name':'w','tool_configuration':{'allowed_tools':['read']}}]"
            + "| 'mcp_servers':[{'name':'w','tool_configuration':{'allowed_tools':['write']}}]",
        "'container':{'skills':[{'type':'custom','skill_id':'a','version':'1'}]}"
            + "| 'container':{'skills':[{'type':'custom','skill_id':'b','version':'1'}]}",
        "'tools':[{'type':'a b','name':'c'}] | 'tools':[{'type':'a','name':'b c'}]"
      })
  void tellsApartWhatHasTheSameName(String one, String other) {
    assertThat(use("{" + one + "}").tools())
        .hasSize(1)
        .isEqualTo(use("{" + one + "}").tools())
        .doesNotContainAnyElementsOf(use("{" + other + "}").tools());
  }

  @Test
  void aCacheMarkOrANewTokenMakesNoOtherTool() {
    assertThat(
            use("{'tools':[{'cache_control':{'type':'ephemeral'},'name':'A'}],"
                    + "'mcp_servers':[{'name':'w','authorization_token':'FAKE-1'}]}")
                .tools())
        .isEqualTo(
            use("{'tools':[{'name':'A'}],'mcp_servers':[{'name':'w',"
                    + "'authorization_token':'FAKE-2'}]}")
                .tools());
  }

  @Test
  void namesSkills() {
    assertThat(
            names(
                use(
                    "{'container':{'id':'c','skills':[{'type':'custom','skill_id':'s',"
                        + "'version':'7'}]}}")))
        .containsExactly("skill custom s 7");
  }

  @Test
  void headersOfTheApiAreFeatures() {
    ApprovalTerms.Use use =
        RequestUse.of(
            ClaudeRequest.builder("POST", "/v1/messages")
                .header("Anthropic-Version", "2023-06-01")
                .header("x-stainless-retry-count", "1")
                .body("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .build());

    assertThat(use.features()).containsExactly("anthropic-version: 2023-06-01");
  }

  @Test
  void saysNothingOfTheContent() {
    assertThat(use("{'model':'secret-model'}").toString()).doesNotContain("secret-model");
  }
}
