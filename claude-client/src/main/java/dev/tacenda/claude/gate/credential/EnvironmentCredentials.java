package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;
import java.util.Map;

/**
 * The credential in an environment variable, read once. The process keeps its environment in memory
 * for as long as it lives, and hands it to its children: of all sources this is the weakest.
 */
public final class EnvironmentCredentials {
  private static final String API_KEY = "ANTHROPIC_API_KEY";
  private static final String AUTH_TOKEN = "ANTHROPIC_AUTH_TOKEN";

  private EnvironmentCredentials() {}

  /**
   * Takes {@code ANTHROPIC_API_KEY}, or {@code ANTHROPIC_AUTH_TOKEN} as an access token.
   *
   * @param environment for example {@code System.getenv()}
   * @throws IllegalArgumentException if not exactly one of them is set, or its value cannot be sent
   */
  public static CredentialProvider of(Map<String, String> environment) {
    boolean key = environment.containsKey(API_KEY);
    if (key == environment.containsKey(AUTH_TOKEN)) {
      throw new IllegalArgumentException("set one of " + API_KEY + " and " + AUTH_TOKEN);
    }
    return key
        ? of(environment, API_KEY, CredentialKind.API_KEY)
        : of(environment, AUTH_TOKEN, CredentialKind.BEARER);
  }

  /**
   * Takes the variable {@code name}.
   *
   * @throws IllegalArgumentException if it is not set, or its value cannot be sent
   */
  public static CredentialProvider of(
      Map<String, String> environment, String name, CredentialKind kind) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return CredentialProvider.fixed(
        kind == CredentialKind.API_KEY ? Credential.apiKey(value) : Credential.bearer(value));
  }
}
