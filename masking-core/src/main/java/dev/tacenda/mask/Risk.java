package dev.tacenda.mask;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a request or a tool call of an answer shows that somebody may want to know before it goes
 * on. Each is told by names and words alone, so it is the same each time and can be explained; none
 * is a proof. A policy says for each whether the exchange goes on, is asked about, or is blocked.
 */
public enum Risk {
  /** The request names servers that the API calls with the conversation. */
  MCP_SERVER("mcp-server", true),
  /** The request offers a tool that runs commands. */
  SHELL_TOOL("shell-tool", true),
  /** The request offers a tool that fetches, searches or sends. */
  NETWORK_TOOL("network-tool", true),
  /** The request lets the API run code. */
  CODE_EXECUTION("code-execution", true),
  /** The request points at content that the guard cannot see: a URL or an uploaded file. */
  REMOTE_SOURCE("remote-source", true),
  /** The last message of the user asks for a credential. */
  CREDENTIAL_REQUEST("credential-request", true),
  /** A tool call deletes, overwrites or publishes what cannot be taken back. */
  DESTRUCTIVE_COMMAND("destructive-command", false),
  /** A tool call takes more rights than it was given. */
  PRIVILEGED_COMMAND("privileged-command", false),
  /** A tool call reaches for the network. */
  NETWORK_COMMAND("network-command", false),
  /** A tool call names a file that says what a CI job runs. */
  CI_FILE("ci-file", false),
  /** A tool call names a file or folder that holds credentials. */
  PROTECTED_PATH("protected-path", false);

  private final String id;
  private final boolean ofRequest;

  Risk(String id, boolean ofRequest) {
    this.id = id;
    this.ofRequest = ofRequest;
  }

  /** Returns the name in policies and records, for example {@code ci-file}. */
  public String id() {
    return id;
  }

  /** Returns true if a request shows it, false if a tool call of an answer does. */
  public boolean isOfRequest() {
    return ofRequest;
  }

  /** Returns the risk of that name. */
  public static Optional<Risk> of(String id) {
    return Arrays.stream(values()).filter(risk -> risk.id.equals(id)).findFirst();
  }
}
