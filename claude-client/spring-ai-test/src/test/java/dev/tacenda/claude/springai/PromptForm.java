package dev.tacenda.claude.springai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;

/** Says with the types of Spring AI what the body of a request of the contract says. */
final class PromptForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PromptForm() {}

  /**
   * Reads a request.
   *
   * @throws IOException if the body is not JSON
   */
  static Prompt read(byte[] body, AnthropicChatOptions.Builder options) throws IOException {
    JsonNode request = JSON.readTree(body);
    List<Message> messages = new ArrayList<>();
    request.path("system").forEach(block -> messages.add(new SystemMessage(text(block))));
    request.path("messages").forEach(message -> messages.addAll(messages(message)));
    List<ToolCallback> tools = new ArrayList<>();
    request.path("tools").forEach(tool -> tools.add(new NamedTool(definition(tool))));
    options.toolCallbacks(tools);
    return new Prompt(messages, options.build());
  }

  private static List<Message> messages(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return List.of(new UserMessage(content.asText()));
    }
    if (message.path("role").asText().equals("assistant")) {
      return List.of(assistant(content));
    }
    List<Message> said = new ArrayList<>();
    content.forEach(block -> said.add(user(block)));
    return said;
  }

  private static Message assistant(JsonNode content) {
    StringBuilder text = new StringBuilder();
    List<AssistantMessage.ToolCall> calls = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("text")) {
        text.append(text(block));
      } else {
        calls.add(
            new AssistantMessage.ToolCall(
                block.path("id").asText(),
                "function",
                block.path("name").asText(),
                block.path("input").toString()));
      }
    }
    return AssistantMessage.builder().content(text.toString()).toolCalls(calls).build();
  }

  private static Message user(JsonNode block) {
    if (block.path("type").asText().equals("tool_result")) {
      String id = block.path("tool_use_id").asText();
      String data = text(block.path("content").get(0));
      return ToolResponseMessage.builder()
          .responses(List.of(new ToolResponseMessage.ToolResponse(id, "run", data)))
          .build();
    }
    return new UserMessage(text(block));
  }

  private static ToolDefinition definition(JsonNode tool) {
    return DefaultToolDefinition.builder()
        .name(tool.path("name").asText())
        .description(tool.path("description").asText())
        .inputSchema(tool.path("input_schema").toString())
        .build();
  }

  private static String text(JsonNode block) {
    return block.path("text").asText();
  }

  /** A tool that is offered and never called. */
  private record NamedTool(ToolDefinition definition) implements ToolCallback {
    @Override
    public ToolDefinition getToolDefinition() {
      return definition;
    }

    @Override
    public String call(String input) {
      throw new AssertionError("no tool is called in the contract");
    }
  }
}
