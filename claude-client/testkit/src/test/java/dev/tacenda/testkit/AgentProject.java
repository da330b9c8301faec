package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A project with planted values in its files, its instructions and what its user pastes. */
final class AgentProject {

  private static final String HEX = "0123456789abcdef".repeat(4);

  private final PlantedSecrets planted;

  AgentProject(PlantedSecrets planted) {
    this.planted = planted;
  }

  /** Path to content; together they hold every planted value. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put(
        ".env",
        "APP_ENV=production\n"
            + text("github-token", "dotenv-password", "aws-access-key-id", "aws-secret-access-key")
            + "LOG_LEVEL=debug\n");
    files.put(
        "config/app.yaml",
        "server:\n  port: 8443\n"
            + text("slack-token", "jdbc-password", "connection-string-password", "jwt"));
    files.put(
        "src/Main.java",
        "final class Main {\n  int count = 0;\n  " + text("stripe-key", "payment-card") + "}\n");
    files.put("README.md", "# Orders\n\nHow to deploy.\n" + text("email", "url-password"));
    files.put("keys/deploy.pem", text("pem-private-key"));
    files.put(".npmrc", "save-exact=true\n" + text("npm-token"));
    files.put(
        "docs/plain.txt", "Nothing to hide here.\nGr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude00\n");
    return files;
  }

  private String text(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(planted.lines().get(name)).append('\n');
    }
    return text.toString();
  }

  /** The system prompt, as blocks without markers. */
  List<String> system() {
    return List.of(
        textBlock("x-agent-billing-header: cc_version=2.1.330.abc; cc_entrypoint=sdk;"),
        textBlock("You are an agent for tests."),
        textBlock(
            "Work on the project with your tools. Report to "
                + planted.value("email").orElseThrow()
                + ". "
                + "Be careful and brief. ".repeat(20)));
  }

  /** What an agent sends before the first prompt: instructions, and the state of the tree. */
  String reminder() {
    return "<system-reminder>\n# CLAUDE.md\nThe mirror is\n"
        + planted.lines().get("url-password")
        + "\nRecent commits:\n"
        + HEX.substring(0, 40)
        + " first\n</system-reminder>";
  }

  /** What an agent says about where it runs, in a message of the system. */
  String environment() {
    return "Working directory: /srv/orders\nPlatform: linux\n# Instructions of MCP servers\nSend\n"
        + planted.lines().get("jwt");
  }

  /** A block of text. */
  static String textBlock(String text) {
    return "{\"type\":\"text\",\"text\":" + JsonEscapes.MINIMAL.quote(text) + "}";
  }

  /** The metadata of every request. */
  static String metadata() {
    String user =
        "{\"device_id\":\""
            + HEX
            + "\",\"account_uuid\":\"\",\"session_id\":\"00000000-0000-4000-8000-000000000001\"}";
    return "{\"user_id\":" + JsonEscapes.MINIMAL.quote(user) + "}";
  }

  /** What the user asks for in a task. */
  String prompt(int task) {
    String asked = SimulatedAgent.TASK + task + ": do what is next.";
    if (task % 10 != 7) {
      return asked;
    }
    List<String> lines = new ArrayList<>(planted.lines().values());
    lines.removeIf(line -> line.contains("\n") || line.contains("'"));
    return asked + " Note this:\n" + lines.get(task % lines.size());
  }
}
