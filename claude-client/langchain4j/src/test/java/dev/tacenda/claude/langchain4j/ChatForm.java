package dev.tacenda.claude.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says with the types of LangChain4j what the body of a request of the contract says. */
final class ChatForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatForm() {}

  /**
   * Reads a request.
   *
   * @throws IOException if the body is not JSON
   */
  static ChatRequest read(byte[] body) throws IOException {
    JsonNode request = JSON.readTree(body);
    List<ChatMessage> messages = new ArrayList<>();
    request.path("system").forEach(block -> messages.add(SystemMessage.from(text(block))));
    request.path("messages").forEach(message -> messages.addAll(messages(message)));
    List<ToolSpecification> tools = new ArrayList<>();
    request.path("tools").forEach(tool -> tools.add(tool(tool)));
    return ChatRequest.builder().messages(messages).toolSpecifications(tools).build();
  }

  private static List<ChatMessage> messages(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return List.of(UserMessage.from(content.asText()));
    }
    if (message.path("role").asText().equals("assistant")) {
      return List.of(assistant(content));
    }
    List<ChatMessage> said = new ArrayList<>();
    content.forEach(block -> said.add(user(block)));
    return said;
  }

  private static ChatMessage assistant(JsonNode content) {
    StringBuilder text = new StringBuilder();
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("text")) {
        text.append(text(block));
      } else {
        calls.add(
            ToolExecutionRequest.builder()
                .id(block.path("id").asText())
                .name(block.path("name").asText())
                .arguments(block.path("input").toString())
                .build());
      }
    }
    return AiMessage.from(text.toString(), calls);
  }

  private static ChatMessage user(JsonNode block) {
    if (block.path("type").asText().equals("tool_result")) {
      return ToolExecutionResultMessage.from(
          block.path("tool_use_id").asText(), "run", text(block.path("content").get(0)));
    }
    return UserMessage.from(text(block));
  }

  private static ToolSpecification tool(JsonNode tool) {
    JsonNode properties = tool.path("input_schema").path("properties");
    JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
    properties
        .propertyStream()
        .forEach(
            each ->
                schema.addStringProperty(
                    each.getKey(), each.getValue().path("description").asText()));
    return ToolSpecification.builder()
        .name(tool.path("name").asText())
        .description(tool.path("description").asText())
        .parameters(schema.build())
        .build();
  }

  private static String text(JsonNode block) {
    return block.path("text").asText();
  }
}
