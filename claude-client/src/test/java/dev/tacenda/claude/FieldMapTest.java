package dev.tacenda.claude;

import static dev.tacenda.mask.FieldClass.BINARY;
import static dev.tacenda.mask.FieldClass.CREDENTIAL;
import static dev.tacenda.mask.FieldClass.DOCUMENT;
import static dev.tacenda.mask.FieldClass.JSON;
import static dev.tacenda.mask.FieldClass.PROTOCOL;
import static dev.tacenda.mask.FieldClass.SERVER;
import static dev.tacenda.mask.FieldClass.TEXT;
import static dev.tacenda.mask.FieldClass.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.ScanScope;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldMapTest {
  private static final Masker MASKER =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  /** What the masker asked about each string of a document, by path; keys end with {@code #key}. */
  private static Map<String, FieldClass> classes(ScanScope scope, String json) {
    Map<String, FieldClass> classes = new LinkedHashMap<>();
    ScanScope recorder =
        location -> {
          FieldClass fieldClass = scope.classOf(location);
          classes.put(path(location), fieldClass);
          return fieldClass;
        };
    MASKER.maskJson(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), recorder);
    return classes;
  }

  private static String path(JsonLocation location) {
    StringBuilder path = new StringBuilder();
    for (int step = 0; step < location.depth(); step++) {
      String key = (path.length() == 0 ? "" : ".") + location.key(step);
      path.append(location.index(step) >= 0 ? "[" + location.index(step) + "]" : key);
    }
    return path + (location.isKey() ? "#key" : "");
  }

  private static String block(String members) {
    return "{'messages':[{'role':'assistant','content':[{" + members + "}]}]}";
  }

  private static Arguments inBlock(String members, String path, FieldClass expected) {
    return arguments(block(members), "messages[0].content[0]." + path, expected);
  }

  private static Arguments inTool(String members, String path, FieldClass expected) {
    return arguments("{'tools':[{" + members + "}]}", "tools[0]." + path, expected);
  }

  private static Arguments inSchema(String members, String path, FieldClass expected) {
    return inTool("'input_schema':{" + members + "}", "input_schema." + path, expected);
  }

  static Stream<Arguments> topLevel() {
    return Stream.of(
        arguments("{'model':'m'}", "model", PROTOCOL),
        arguments("{'model':'m'}", "model#key", PROTOCOL),
        arguments("{'service_tier':'auto'}", "service_tier", PROTOCOL),
        arguments("{'speed':'fast'}", "speed", PROTOCOL),
        arguments("{'inference_geo':'us'}", "inference_geo", PROTOCOL),
        arguments("{'billing_policy':'x'}", "billing_policy", PROTOCOL),
        arguments("{'system':'s'}", "system", TEXT),
        arguments("{'system':[{'type':'text','text':'s'}]}", "system[0].text", TEXT),
        arguments("{'system':[{'type':'text','text':'s'}]}", "system[0].type", PROTOCOL),
        arguments(
            "{'system':[{'text':'s','cache_control':{'type':'ephemeral','ttl':'1h'}}]}",
            "system[0].cache_control.ttl",
            PROTOCOL),
        arguments("{'messages':[{'role':'user'}]}", "messages[0].role", PROTOCOL),
        arguments("{'messages':[{'content':'hello'}]}", "messages[0].content", TEXT),
        arguments("{'messages':[{'clear_at':'x'}]}", "messages[0].clear_at", PROTOCOL),
        arguments(
            "{'messages':[{'output_config':{'effort':'low'}}]}",
            "messages[0].output_config.effort",
            PROTOCOL),
        arguments("{'tool_choice':{'type':'tool','name':'n'}}", "tool_choice.name", PROTOCOL),
        arguments("{'metadata':{'user_id':'u'}}", "metadata.user_id", PROTOCOL),
        arguments("{'metadata':{'customer_id':'u'}}", "metadata.customer_id", TEXT),
        arguments("{'metadata':{'customer_id':'u'}}", "metadata.customer_id#key", JSON),
        arguments("{'stop_sequences':['a']}", "stop_sequences[0]", TEXT),
        arguments("{'container':'c'}", "container", PROTOCOL),
        arguments(
            "{'container':{'id':'c','skills':[{'skill_id':'s','version':'1'}]}}",
            "container.skills[0].version",
            PROTOCOL),
        arguments("{'thread':{'previous_message_id':'m'}}", "thread.previous_message_id", PROTOCOL),
        arguments(
            "{'diagnostics':{'previous_message_id':'m'}}",
            "diagnostics.previous_message_id",
            PROTOCOL),
        arguments("{'fallback_credit_token':'t'}", "fallback_credit_token", PROTOCOL),
        arguments(
            "{'fallback_credit_token':{'token':'t','mode':'m'}}",
            "fallback_credit_token.token",
            PROTOCOL),
        arguments("{'fallbacks':[{'model':'m'}]}", "fallbacks[0].model", PROTOCOL),
        arguments(
            "{'thinking':{'type':'enabled','display':'omitted'}}", "thinking.display", PROTOCOL),
        arguments(
            "{'thinking':{'block_binding':{'prefix_mismatch_behavior':'error'}}}",
            "thinking.block_binding.prefix_mismatch_behavior",
            PROTOCOL),
        arguments(
            "{'context_management':{'edits':[{'type':'t','exclude_tools':['n']}]}}",
            "context_management.edits[0].exclude_tools[0]",
            PROTOCOL),
        arguments(
            "{'context_management':{'edits':[{'instructions':'i'}]}}",
            "context_management.edits[0].instructions",
            TEXT),
        arguments("{'compaction':{'instructions':'i'}}", "compaction.instructions", TEXT),
        arguments(
            "{'output_config':{'format':{'type':'json_schema','schema':{'title':'t'}}}}",
            "output_config.format.schema.title",
            TEXT),
        arguments(
            "{'output_format':{'schema':{'required':['a']}}}",
            "output_format.schema.required[0]",
            PROTOCOL),
        arguments(
            "{'mcp_servers':[{'authorization_token':'t'}]}",
            "mcp_servers[0].authorization_token",
            CREDENTIAL),
        arguments("{'mcp_servers':[{'url':'u'}]}", "mcp_servers[0].url", CREDENTIAL),
        arguments("{'mcp_servers':[{'name':'n'}]}", "mcp_servers[0].name", PROTOCOL),
        arguments(
            "{'mcp_servers':[{'tool_configuration':{'allowed_tools':['n']}}]}",
            "mcp_servers[0].tool_configuration.allowed_tools[0]",
            PROTOCOL),
        arguments("{'prompt':'p'}", "prompt", TEXT),
        arguments("{'requests':[{'custom_id':'c'}]}", "requests[0].custom_id", PROTOCOL),
        arguments(
            "{'requests':[{'params':{'messages':[{'content':[{'text':'t','type':'text'}]}]}}]}",
            "requests[0].params.messages[0].content[0].text",
            TEXT),
        arguments("{'never_seen':'x'}", "never_seen", UNKNOWN),
        arguments("{'never_seen':{'deep':['x']}}", "never_seen.deep[0]", UNKNOWN),
        arguments("{'never_seen':{'deep_id':'x'}}", "never_seen.deep_id", PROTOCOL));
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        inBlock("'type':'text','text':'t'", "text", TEXT),
        inBlock("'text':'t','type':'text'", "text", TEXT),
        inBlock("'type':'image','source':{'type':'base64','data':'d'}", "source.data", BINARY),
        inBlock("'source':{'data':'d','type':'base64'},'type':'image'", "source.data", BINARY),
        inBlock(
            "'type':'image','source':{'type':'base64','media_type':'image/png'}",
            "source.media_type",
            PROTOCOL),
        inBlock("'type':'image','source':{'type':'url','url':'u'}", "source.url", TEXT),
        inBlock(
            "'type':'image','source':{'type':'file','file_id':'f'}", "source.file_id", PROTOCOL),
        inBlock("'type':'document','source':{'type':'text','data':'d'}", "source.data", DOCUMENT),
        inBlock("'type':'document','source':{'type':'base64','data':'d'}", "source.data", BINARY),
        inBlock(
            "'type':'document','source':{'type':'content','content':'c'}",
            "source.content",
            DOCUMENT),
        inBlock(
            "'type':'document','source':{'type':'content','content':[{'type':'text','text':'t'}]}",
            "source.content[0].text",
            DOCUMENT),
        inBlock("'type':'document','source':{'type':'odd','data':'d'}", "source.data", UNKNOWN),
        inBlock("'type':'document','title':'t'", "title", TEXT),
        inBlock("'type':'document','context':'c'", "context", TEXT),
        inBlock("'type':'search_result','source':'s'", "source", TEXT),
        inBlock("'type':'search_result','title':'t'", "title", TEXT),
        inBlock(
            "'type':'search_result','content':[{'type':'text','text':'t'}]",
            "content[0].text",
            DOCUMENT),
        inBlock("'type':'thinking','thinking':'t','signature':'s'", "thinking", SERVER),
        inBlock("'thinking':'t','signature':'s','type':'thinking'", "signature", SERVER),
        inBlock("'type':'thinking','thinking':'t','new_field':'n'", "new_field", SERVER),
        inBlock("'type':'redacted_thinking','data':'d'", "data", SERVER),
        inBlock("'type':'compaction','content':'c'", "content", SERVER),
        inBlock("'type':'compaction','tool_changes':[{'a':'b'}]", "tool_changes[0].a", SERVER),
        inBlock("'type':'tool_use','id':'i'", "id", PROTOCOL),
        inBlock("'type':'tool_use','name':'n'", "name", PROTOCOL),
        inBlock("'type':'tool_use','toolset_name':'n'", "toolset_name", PROTOCOL),
        inBlock(
            "'type':'tool_use','caller':{'type':'c','tool_id':'i'}", "caller.tool_id", PROTOCOL),
        inBlock("'type':'tool_use','input':{'command':'c'}", "input.command", JSON),
        inBlock("'type':'tool_use','input':{'command':'c'}", "input.command#key", JSON),
        inBlock("'type':'tool_use','input':{'command':'c'}", "input#key", PROTOCOL),
        inBlock("'input':{'type':'x','id':'c'},'type':'tool_use'", "input.id", JSON),
        inBlock(
            "'type':'tool_use','input':{'a':[{'signature':'c'}]}", "input.a[0].signature", JSON),
        inBlock("'type':'server_tool_use','input':{'query':'q'}", "input.query", JSON),
        inBlock("'type':'mcp_tool_use','input':{'q':'q'}", "input.q", JSON),
        inBlock("'type':'mcp_tool_use','server_name':'q'", "server_name", PROTOCOL),
        inBlock("'type':'tool_result','tool_use_id':'i'", "tool_use_id", PROTOCOL),
        inBlock("'type':'tool_result','content':'c'", "content", TEXT),
        inBlock(
            "'type':'tool_result','content':[{'type':'text','text':'t'}]", "content[0].text", TEXT),
        inBlock(
            "'type':'tool_result','content':[{'type':'image','source':{'type':'base64','data':'d'}}]",
            "content[0].source.data",
            BINARY),
        inBlock(
            "'type':'tool_result','content':[{'type':'tool_reference','tool_name':'t'}]",
            "content[0].tool_name",
            PROTOCOL),
        inBlock("'type':'browser_state','tabs':[{'title':'t'}]", "tabs[0].title", TEXT),
        inBlock("'type':'browser_state','tabs':[{'tab_id':'t'}]", "tabs[0].tab_id", PROTOCOL),
        inBlock(
            "'type':'browser_state','state_changes':[{'path':'t'}]", "state_changes[0].path", TEXT),
        inBlock(
            "'type':'browser_state','state_changes':[{'download_id':'t'}]",
            "state_changes[0].download_id",
            PROTOCOL),
        inBlock(
            "'type':'mcp_tool_result','content':[{'type':'text','text':'t'}]",
            "content[0].text",
            SERVER),
        inBlock(
            "'type':'web_search_tool_result','content':[{'title':'t'}]",
            "content[0].title",
            SERVER),
        inBlock(
            "'type':'web_fetch_tool_result','content':{'content':{'source':{'data':'d'}}}",
            "content.content.source.data",
            SERVER),
        inBlock(
            "'type':'code_execution_tool_result','content':{'stdout':'s'}",
            "content.stdout",
            SERVER),
        inBlock(
            "'type':'bash_code_execution_tool_result','content':{'stderr':'s'}",
            "content.stderr",
            SERVER),
        inBlock(
            "'type':'text_editor_code_execution_tool_result','content':{'lines':['s']}",
            "content.lines[0]",
            SERVER),
        inBlock(
            "'type':'tool_search_tool_result','content':{'error_message':'s'}",
            "content.error_message",
            SERVER),
        inBlock("'type':'advisor_tool_result','content':{'text':'s'}", "content.text", SERVER),
        inBlock(
            "'type':'mcp_tool_listing','tools':[{'description':'s'}]",
            "tools[0].description",
            SERVER),
        inBlock("'type':'container_upload','file_id':'f'", "file_id", PROTOCOL),
        inBlock("'type':'fallback','from':'f'", "from", PROTOCOL),
        inBlock("'type':'fallback','from':{'model':'f'}", "from.model", PROTOCOL),
        inBlock(
            "'type':'tool_addition','tool':{'definition':{'description':'d'}}",
            "tool.definition.description",
            TEXT),
        inBlock(
            "'type':'tool_addition','tool':{'definition':{'name':'d'}}",
            "tool.definition.name",
            PROTOCOL),
        inBlock("'type':'tool_removal','tool':{'name':'d'}", "tool.name", PROTOCOL));
  }

  static Stream<Arguments> unknownBlocks() {
    return Stream.of(
        inBlock("'type':'of_next_year','payload':'p'", "payload", UNKNOWN),
        inBlock("'type':'of_next_year','payload':'p'", "payload#key", JSON),
        inBlock("'type':'of_next_year','payload':{'a':['p']}", "payload.a[0]", UNKNOWN),
        inBlock("'type':'of_next_year','id':'p'", "id", PROTOCOL),
        inBlock("'type':'of_next_year','type_id':'p'", "type_id", PROTOCOL),
        inBlock("'type':'of_next_year','signature':'p'", "signature", PROTOCOL),
        inBlock("'type':'of_next_year','block_signature':'p'", "block_signature", PROTOCOL),
        inBlock("'type':'of_next_year','encrypted_content':'p'", "encrypted_content", PROTOCOL),
        inBlock("'type':'of_next_year','identity':'p'", "identity", UNKNOWN),
        inBlock("'type':'of_next_year','token':'p'", "token", UNKNOWN),
        inBlock("'type':'of_next_year','name':'p'", "name", UNKNOWN),
        inBlock(
            "'type':'of_next_year','content':[{'type':'text','text':'p'}]",
            "content[0].text",
            TEXT),
        inBlock(
            "'type':'of_next_year','source':{'type':'base64','data':'p'}", "source.data", BINARY),
        inBlock("'text':'no type at all'", "text", UNKNOWN),
        inBlock("'type':'text','text':{'not':'a string'}", "text.not", UNKNOWN),
        inBlock("'type':'text','new_field':'n'", "new_field", UNKNOWN),
        inBlock("'type':'text','reply_id':'n'", "reply_id", PROTOCOL),
        inBlock("'type':'text','text':'t','thinking':'n'", "thinking", UNKNOWN),
        inBlock("'type':7,'thinking':'n'", "thinking", UNKNOWN));
  }

  static Stream<Arguments> citations() {
    return Stream.of(
        inBlock("'type':'text','citations':[{'cited_text':'c'}]", "citations[0].cited_text", TEXT),
        inBlock(
            "'type':'text','citations':[{'document_title':'c'}]",
            "citations[0].document_title",
            TEXT),
        inBlock("'type':'text','citations':[{'url':'c'}]", "citations[0].url", TEXT),
        inBlock("'type':'text','citations':[{'title':'c'}]", "citations[0].title", TEXT),
        inBlock("'type':'text','citations':[{'source':'c'}]", "citations[0].source", TEXT),
        inBlock("'type':'text','citations':[{'file_id':'c'}]", "citations[0].file_id", PROTOCOL),
        inBlock(
            "'type':'text','citations':[{'encrypted_index':'c'}]",
            "citations[0].encrypted_index",
            PROTOCOL));
  }

  static Stream<Arguments> tools() {
    return Stream.of(
        inTool("'name':'n'", "name", PROTOCOL),
        inTool("'type':'custom'", "type", PROTOCOL),
        inTool("'description':'d'", "description", TEXT),
        inTool("'input_examples':[{'a':'e'}]", "input_examples[0].a", JSON),
        inTool("'input_examples':[{'a':'e'}]", "input_examples[0].a#key", JSON),
        inTool("'allowed_callers':['c']", "allowed_callers[0]", PROTOCOL),
        inTool("'allowed_domains':['c']", "allowed_domains[0]", PROTOCOL),
        inTool("'blocked_domains':['c']", "blocked_domains[0]", PROTOCOL),
        inTool("'mcp_server_name':'c'", "mcp_server_name", PROTOCOL),
        inTool("'user_location':{'city':'c'}", "user_location.city", PROTOCOL),
        inTool("'url_sources':['c']", "url_sources[0]", PROTOCOL),
        inTool("'response_inclusion':'c'", "response_inclusion", PROTOCOL),
        inTool("'configs':{'my_tool':{'note':'n'}}", "configs.my_tool#key", PROTOCOL),
        inTool("'configs':{'my_tool':{'note':'n'}}", "configs.my_tool.note", UNKNOWN),
        inSchema("'type':'object'", "type", PROTOCOL),
        inSchema("'type':['object','null']", "type[1]", PROTOCOL),
        inSchema("'$ref':'#/$defs/a'", "$ref", PROTOCOL),
        inSchema("'pattern':'a+'", "pattern", PROTOCOL),
        inSchema("'format':'date'", "format", PROTOCOL),
        inSchema("'required':['a']", "required[0]", PROTOCOL),
        inSchema("'description':'d'", "description", TEXT),
        inSchema("'title':'d'", "title", TEXT),
        inSchema("'$comment':'d'", "$comment", TEXT),
        inSchema("'default':'d'", "default", JSON),
        inSchema("'default':{'a':'d'}", "default.a", JSON),
        inSchema("'examples':[{'type':'d'}]", "examples[0].type", JSON),
        inSchema("'enum':['d']", "enum[0]", JSON),
        inSchema("'const':'d'", "const", JSON),
        inSchema("'properties':{'secret_name':{}}", "properties.secret_name#key", PROTOCOL),
        inSchema(
            "'properties':{'description':{'description':'d'}}",
            "properties.description.description",
            TEXT),
        inSchema("'properties':{'a':{'enum':['d']}}", "properties.a.enum[0]", JSON),
        inSchema(
            "'properties':{'a':{'items':{'anyOf':[{'default':'d'}]}}}",
            "properties.a.items.anyOf[0].default",
            JSON),
        inSchema("'$defs':{'a':{'description':'d'}}", "$defs.a.description", TEXT),
        inSchema("'$defs':{'a':{'description':'d'}}", "$defs.a#key", PROTOCOL),
        inSchema("'additionalProperties':{'title':'d'}", "additionalProperties.title", TEXT),
        inSchema("'dependentRequired':{'a':['b']}", "dependentRequired.a[0]", PROTOCOL),
        inSchema("'x-note':'d'", "x-note", UNKNOWN));
  }

  @ParameterizedTest(name = "{1} is {2}")
  @MethodSource({"topLevel", "blocks", "unknownBlocks", "citations", "tools"})
  void classifiesStringsOfRequests(String json, String path, FieldClass expected) {
    assertThat(classes(new RequestFields("request"), json)).containsEntry(path, expected);
  }

  static Stream<Arguments> responses() {
    return Stream.of(
        arguments("{'id':'i','type':'message','role':'assistant'}", "id", PROTOCOL),
        arguments("{'content':[{'type':'text','text':'t'}]}", "content[0].text", TEXT),
        arguments(
            "{'content':[{'type':'tool_use','input':{'a':'b'}}]}", "content[0].input.a", JSON),
        arguments(
            "{'content':[{'type':'thinking','thinking':'t'}]}", "content[0].thinking", SERVER),
        arguments("{'stop_reason':'end_turn'}", "stop_reason", PROTOCOL),
        arguments("{'stop_sequence':'s'}", "stop_sequence", TEXT),
        arguments("{'stop_details':{'explanation':'s'}}", "stop_details.explanation", TEXT),
        arguments(
            "{'stop_details':{'fallback_credit_token':'s'}}",
            "stop_details.fallback_credit_token",
            PROTOCOL),
        arguments("{'container':{'id':'c','expires_at':'t'}}", "container.expires_at", PROTOCOL),
        arguments(
            "{'context_management':{'applied_edits':[{'type':'t'}]}}",
            "context_management.applied_edits[0].type",
            PROTOCOL),
        arguments(
            "{'diagnostics':{'cache_miss_reason':'r'}}", "diagnostics.cache_miss_reason", PROTOCOL),
        arguments("{'usage':{'service_tier':'s'}}", "usage.service_tier", PROTOCOL),
        arguments(
            "{'input_transformations':[{'path':'p','reason':'r'}]}",
            "input_transformations[0].path",
            PROTOCOL),
        arguments("{'type':'error','error':{'type':'e','message':'m'}}", "error.message", TEXT),
        arguments("{'type':'error','error':{'type':'e','message':'m'}}", "error.type", PROTOCOL),
        arguments("{'error':{'details':{'visible':'m'}}}", "error.details.visible", JSON),
        arguments("{'request_id':'r'}", "request_id", PROTOCOL),
        arguments("{'message':{'id':'r'}}", "message.id", PROTOCOL),
        arguments("{'message':{'usage':{'speed':'r'}}}", "message.usage.speed", PROTOCOL),
        arguments("{'message':'bare text'}", "message", TEXT),
        arguments(
            "{'content_block':{'type':'tool_use','input':{'a':'b'}}}",
            "content_block.input.a",
            JSON),
        arguments(
            "{'content_block':{'type':'redacted_thinking','data':'b'}}",
            "content_block.data",
            SERVER),
        arguments("{'delta':{'type':'text_delta','text':'b'}}", "delta.text", TEXT),
        arguments("{'delta':{'text':'b','type':'text_delta'}}", "delta.text", TEXT),
        arguments(
            "{'delta':{'type':'input_json_delta','partial_json':'b'}}", "delta.partial_json", JSON),
        arguments("{'delta':{'type':'thinking_delta','thinking':'b'}}", "delta.thinking", SERVER),
        arguments(
            "{'delta':{'type':'signature_delta','signature':'b'}}", "delta.signature", SERVER),
        arguments("{'delta':{'type':'compaction_delta','content':'b'}}", "delta.content", SERVER),
        arguments(
            "{'delta':{'type':'citations_delta','citation':{'cited_text':'b'}}}",
            "delta.citation.cited_text",
            TEXT),
        arguments("{'delta':{'type':'odd_delta','odd':'b'}}", "delta.odd", UNKNOWN),
        arguments("{'delta':{'stop_reason':'b'}}", "delta.stop_reason", PROTOCOL),
        arguments("{'delta':{'stop_sequence':'b'}}", "delta.stop_sequence", TEXT),
        arguments("{'results_url':'u','processing_status':'p'}", "results_url", PROTOCOL),
        arguments(
            "{'custom_id':'c','result':{'type':'succeeded','message':{'content':[{'type':'text',"
                + "'text':'t'}]}}}",
            "result.message.content[0].text",
            TEXT),
        arguments(
            "{'result':{'type':'errored','error':{'type':'error','error':{'message':'m'}}}}",
            "result.error.error.message",
            TEXT),
        arguments("{'completion':'c'}", "completion", TEXT),
        arguments("{'data':[{'id':'m','display_name':'d'}]}", "data[0].display_name", TEXT));
  }

  @ParameterizedTest(name = "{1} is {2}")
  @MethodSource("responses")
  void classifiesStringsOfResponses(String json, String path, FieldClass expected) {
    assertThat(classes(ResponseFields.MESSAGES, json)).containsEntry(path, expected);
  }

  @Test
  void takesPartsOfARequestInCacheOrderWhereverTheyStand() {
    assertThat(
            orders("{'model':'m','messages':[{'role':'u'}],'system':'s','tools':[{'name':'n'}]}"))
        .containsEntry("tools[0].name", 0)
        .containsEntry("system", 1)
        .containsEntry("messages[0].role", 2)
        .containsEntry("messages#key", 2)
        .containsEntry("model", 3);
  }

  @Test
  void takesRequestsOfABatchOneAfterTheOther() {
    String params = "{'custom_id':'c','params':{'messages':[{'role':'u'}],'system':'s'}}";
    assertThat(orders("{'requests':[" + params + "," + params + "]}"))
        .containsEntry("requests[0].params.system", 1)
        .containsEntry("requests[0].params.messages[0].role", 2)
        .containsEntry("requests[0].custom_id", 3)
        .containsEntry("requests[1].params.system", 5)
        .containsEntry("requests[1].params.messages[0].role", 6);
  }

  private static Map<String, Integer> orders(String json) {
    Map<String, Integer> orders = new LinkedHashMap<>();
    RequestFields fields = new RequestFields("request");
    classes(
        location -> {
          orders.put(path(location), fields.order(location));
          return JSON;
        },
        json);
    return orders;
  }

  @Test
  void namesProtocolKeysButNoKeysOfTools() {
    assertThat(new RequestFields("request").vocabulary())
        .contains("messages", "content", "type", "input", "properties", "cache_control")
        .doesNotContain("", "*", "*_id", "customer_name");
  }

  @Test
  void answersForADocumentThatIsOneString() {
    assertThat(classes(new RequestFields("request"), "'bare'")).containsEntry("", TEXT);
    assertThat(new RequestFields("request").order(only("'bare'"))).isEqualTo(3);
  }

  private static JsonLocation only(String json) {
    JsonLocation[] found = new JsonLocation[1];
    classes(
        location -> {
          found[0] = location;
          return JSON;
        },
        json);
    return found[0];
  }

  static Stream<Arguments> brokenMaps() {
    return Stream.of(
        arguments("objects: {unknown: {id: PROTOCOL}}\nunions: {}", "must say why"),
        arguments("objects: {unknown: {id: nowhere}}\nunions: {}", "without a definition"),
        arguments("objects: {unknown: {id: 7}}\nunions: {}", "must be one line of text"),
        arguments("unions: {}", "objects must be a mapping"),
        arguments("objects: {unknown: {}}\nunions: 7", "unions must be a mapping"),
        arguments("objects: {a: {}}\nunions: {}", "without a definition: [unknown]"),
        arguments("objects: {unknown: {}}\nunions: {unknown: {}}", "defined twice"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("brokenMaps")
  void refusesAMapThatIsNotUnderstoodInFull(String yaml, String message) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> FieldMapFile.parse(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
