package dev.tacenda.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A coding agent as far as the wire can tell: it streams, runs the tools it is asked to run, all
 * calls of a message at once, and sends the whole conversation again each time, thinking included.
 * Its third cache marker moves to the end with every request, and a message of one text is a string
 * when it is not marked. After the first prompt comes a message of the system. It can compact, be
 * saved and go on in another process. Confined to one thread.
 *
 * <pre>{@code
 * claude.replyWith(new AgentModel());
 * SimulatedAgent agent = SimulatedAgent.begin(new AgentProject(planted));
 * try (AgentLine line = AgentLine.guarded(claude.baseUrl(), guard)) {
 *   agent.run(1, 30, line);
 * }
 * }</pre>
 */
final class SimulatedAgent {

  static final String TASK = "Task ";
  static final String SUMMARIZE = "Respond with TEXT ONLY: summarize what was done.";

  /** The task in which the model begins its answer with a compaction of the API's own. */
  static final int COMPACTED_BY_THE_API = 20;

  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}}";

  /** One message: its role and its blocks as JSON, without markers. */
  private record Message(String role, List<String> blocks) {
    String json(boolean marked) {
      StringBuilder json = new StringBuilder("{\"role\":\"" + role + "\",\"content\":");
      return json.append(content(marked)).append('}').toString();
    }

    private String content(boolean marked) {
      Object only = blocks.size() == 1 ? Json.parse(blocks.get(0)) : Map.of();
      if (!marked && Json.at(only, "type").equals("text")) {
        return JsonEscapes.MINIMAL.quote(Json.text(only, "text"));
      }
      List<String> sent = new ArrayList<>(blocks);
      if (marked) {
        sent.set(sent.size() - 1, mark(sent.get(sent.size() - 1)));
      }
      return "[" + String.join(",", sent) + "]";
    }

    @Override
    public String toString() {
      return "Message[" + role + "]";
    }
  }

  private final AgentProject project;
  private final AgentFiles files;
  private final List<Message> messages = new ArrayList<>();
  private final List<Usage> usages = new ArrayList<>();

  private SimulatedAgent(AgentProject project, AgentFiles files) {
    this.project = project;
    this.files = files;
  }

  /** An agent at the beginning of its conversation. */
  static SimulatedAgent begin(AgentProject project) {
    return new SimulatedAgent(project, new AgentFiles(project.files()));
  }

  /** An agent that goes on where {@link #save} left it. */
  static SimulatedAgent resume(AgentProject project, Path transcript) throws IOException {
    Object saved = Json.parse(Files.readString(transcript));
    SimulatedAgent agent = new SimulatedAgent(project, AgentFiles.parse(Json.at(saved, "tree")));
    for (Object message : (List<?>) Json.at(saved, "messages")) {
      List<String> blocks =
          ((List<?>) Json.at(message, "content"))
              .stream().map(block -> ContentForm.ofValue(block, ContentForm.Keys.AS_SENT)).toList();
      agent.messages.add(new Message(Json.text(message, "role"), blocks));
    }
    return agent;
  }

  /** Writes the conversation and the files, as they are here and not as they were sent. */
  void save(Path transcript) throws IOException {
    List<String> saved = new ArrayList<>();
    for (Message message : messages) {
      saved.add(
          "{\"role\":\""
              + message.role()
              + "\",\"content\":["
              + String.join(",", message.blocks())
              + "]}");
    }
    Files.writeString(
        transcript,
        "{\"tree\":" + files.toJson() + ",\"messages\":[" + String.join(",", saved) + "]}");
  }

  /** Path to content, as the work has left them. */
  Map<String, String> files() {
    return files.all();
  }

  /** What each request cost, in order. */
  List<Usage> usages() {
    return List.copyOf(usages);
  }

  /** Does tasks, each until the model is done with it. */
  void run(int fromTask, int toTask, AgentLine line) throws IOException {
    for (int task = fromTask; task <= toTask; task++) {
      work(project.prompt(task), line);
    }
  }

  /** Asks for a summary and begins a new conversation with it. */
  void compact(AgentLine line) throws IOException {
    String summary = work(SUMMARIZE, line);
    messages.clear();
    messages.add(new Message("user", List.of(AgentProject.textBlock("What was done: " + summary))));
  }

  /** Does what a prompt asks for, until the model is done with it, and returns what it said. */
  String work(String prompt, AgentLine line) throws IOException {
    boolean first = messages.isEmpty();
    List<String> asked = new ArrayList<>();
    if (first) {
      asked.add(AgentProject.textBlock(project.reminder()));
    }
    asked.add(AgentProject.textBlock(prompt));
    messages.add(new Message("user", asked));
    if (first) {
      messages.add(new Message("system", List.of(AgentProject.textBlock(project.environment()))));
    }
    AgentAnswer answer = ask(line);
    while (answer.stopReason().equals("tool_use")) {
      messages.add(new Message("user", answer.calls().stream().map(this::run).toList()));
      answer = ask(line);
    }
    return answer.text();
  }

  private String run(AgentAnswer.Call call) {
    AgentFiles.Result result = files.run(call.name(), call.input());
    return "{\"type\":\"tool_result\",\"tool_use_id\":\""
        + call.id()
        + "\",\"content\":"
        + JsonEscapes.MINIMAL.quote(result.text())
        + (result.isError() ? ",\"is_error\":true}" : "}");
  }

  private AgentAnswer ask(AgentLine line) throws IOException {
    AgentAnswer answer = line.send(body());
    usages.add(answer.usage());
    messages.add(new Message("assistant", answer.blocks()));
    return answer;
  }

  private String body() {
    List<String> system = new ArrayList<>(project.system());
    for (int i = 1; i < system.size(); i++) {
      system.set(i, mark(system.get(i)));
    }
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      sent.add(messages.get(i).json(i == messages.size() - 1));
    }
    return "{\"model\":\"claude-fake-1\",\"messages\":["
        + String.join(",", sent)
        + "],\"system\":["
        + String.join(",", system)
        + "],\"tools\":"
        + AgentFiles.TOOLS
        + ",\"metadata\":"
        + AgentProject.metadata()
        + ",\"max_tokens\":32000,\"thinking\":{\"type\":\"adaptive\"},\"stream\":true}";
  }

  private static String mark(String block) {
    return block.substring(0, block.length() - 1) + MARK;
  }
}
