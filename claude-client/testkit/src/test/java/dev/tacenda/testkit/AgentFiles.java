package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A working tree in memory with the tools of a coding agent: Read, Write, Edit and a Bash of five
 * commands. What they return looks like the real ones: Read numbers its lines, a failed Edit echoes
 * what it looked for, {@code git diff} prefixes lines. Confined to one thread.
 */
final class AgentFiles {

  /** The definitions of the tools, as they stand in a request. */
  static final String TOOLS =
      "["
          + tool("Read", "Reads a file; every line gets its number.", "file_path")
          + ","
          + tool("Write", "Writes a file.", "file_path", "content")
          + ","
          + tool("Edit", "Replaces text in a file.", "file_path", "old_string", "new_string")
          + ","
          + tool("Bash", "Runs a command.", "command")
          + "]";

  /** What a tool returned. */
  record Result(String text, boolean isError) {
    @Override
    public String toString() {
      return "Result";
    }
  }

  private final Map<String, String> committed;
  private final Map<String, String> files;

  AgentFiles(Map<String, String> files) {
    this.committed = new TreeMap<>(files);
    this.files = new TreeMap<>(files);
  }

  private AgentFiles(Map<String, String> committed, Map<String, String> files) {
    this.committed = new TreeMap<>(committed);
    this.files = new TreeMap<>(files);
  }

  /** Path to content. */
  Map<String, String> all() {
    return new TreeMap<>(files);
  }

  String toJson() {
    return "{\"committed\":" + json(committed) + ",\"files\":" + json(files) + "}";
  }

  private static String json(Map<String, String> map) {
    return ContentForm.ofValue(map, ContentForm.Keys.AS_SENT);
  }

  static AgentFiles parse(Object json) {
    return new AgentFiles(texts(Json.at(json, "committed")), texts(Json.at(json, "files")));
  }

  private static Map<String, String> texts(Object json) {
    Map<String, String> texts = new TreeMap<>();
    ((Map<?, ?>) json).forEach((path, text) -> texts.put((String) path, (String) text));
    return texts;
  }

  /** Runs a tool. */
  Result run(String tool, Object input) {
    return switch (tool) {
      case "Read" -> read(Json.text(input, "file_path"));
      case "Write" -> write(Json.text(input, "file_path"), Json.text(input, "content"));
      case "Edit" ->
          edit(
              Json.text(input, "file_path"),
              Json.text(input, "old_string"),
              Json.text(input, "new_string"));
      case "Bash" -> bash(Json.text(input, "command"));
      default -> error("No such tool");
    };
  }

  private static Result error(String text) {
    return new Result("<tool_use_error>" + text + "</tool_use_error>", true);
  }

  private Result read(String path) {
    String text = files.get(path);
    if (text == null) {
      return error("File does not exist.");
    }
    StringBuilder numbered = new StringBuilder();
    int number = 1;
    for (String line : text.split("\n", -1)) {
      numbered.append(number == 1 ? "" : "\n").append(number).append('\t').append(line);
      number++;
    }
    return new Result(numbered.toString(), false);
  }

  private Result write(String path, String content) {
    files.put(path, content);
    return new Result("File written: " + path, false);
  }

  private Result edit(String path, String from, String to) {
    String text = files.getOrDefault(path, "");
    int at = text.indexOf(from);
    if (at < 0) {
      return error("String to replace not found in file.\nString: " + from);
    }
    files.put(path, text.substring(0, at) + to + text.substring(at + from.length()));
    return new Result("The file " + path + " has been updated.", false);
  }

  private Result bash(String command) {
    String[] words = command.split(" ", 2);
    return switch (words[0]) {
      case "ls" -> new Result(String.join("\n", files.keySet()), false);
      case "cat" -> new Result(files.getOrDefault(words[1], "").stripTrailing(), false);
      case "base64" ->
          new Result(
              Base64.getEncoder().encodeToString(files.getOrDefault(words[1], "").getBytes(UTF_8)),
              false);
      case "grep" -> new Result(grep(words[1]), false);
      case "git" -> new Result(diff(), false);
      case "echo" -> echo(words[1]);
      default -> error("command not found");
    };
  }

  private String grep(String word) {
    StringBuilder found = new StringBuilder();
    files.forEach(
        (path, text) -> {
          String[] lines = text.split("\n", -1);
          for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains(word)) {
              found
                  .append(path)
                  .append(':')
                  .append(i + 1)
                  .append(':')
                  .append(lines[i])
                  .append('\n');
            }
          }
        });
    return found.toString().stripTrailing();
  }

  /** Every line of a changed file, since the agent only looks at it. */
  private String diff() {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().equals(committed.get(file.getKey())))
        .map(file -> diffOf(file.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private String diffOf(String path) {
    String header = "diff --git a/" + path + " b/" + path + "\n--- a/" + path + "\n+++ b/" + path;
    return header
        + prefixed("\n-", committed.getOrDefault(path, ""))
        + prefixed("\n+", files.getOrDefault(path, ""));
  }

  private static String prefixed(String prefix, String text) {
    return prefix + String.join(prefix, text.split("\n", -1));
  }

  /** {@code echo 'text' >> path}. */
  private Result echo(String rest) {
    int end = rest.lastIndexOf("' >> ");
    String path = rest.substring(end + 5);
    files.merge(path, rest.substring(1, end) + "\n", String::concat);
    return new Result("", false);
  }

  private static String tool(String name, String description, String... parameters) {
    StringBuilder properties = new StringBuilder();
    for (String parameter : parameters) {
      properties
          .append(properties.isEmpty() ? "" : ",")
          .append(JsonEscapes.MINIMAL.quote(parameter))
          .append(":{\"type\":\"string\"}");
    }
    return "{\"name\":\""
        + name
        + "\",\"description\":\""
        + description
        + "\",\"input_schema\":{\"type\":\"object\",\"properties\":{"
        + properties
        + "},\"required\":[\""
        + String.join("\",\"", parameters)
        + "\"]}}";
  }
}
