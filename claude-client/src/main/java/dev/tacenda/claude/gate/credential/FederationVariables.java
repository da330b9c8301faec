package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates the variables that Anthropic's own clients read into options. */
final class FederationVariables {
  private static final String PREFIX = "ANTHROPIC_";

  private FederationVariables() {}

  static FederatedCredentials.Builder of(Map<String, String> environment, String audience) {
    FederatedCredentials.Builder builder =
        FederatedCredentials.builder(
            required(environment, "FEDERATION_RULE_ID"),
            required(environment, "ORGANIZATION_ID"),
            audience);
    String account = environment.get(PREFIX + "SERVICE_ACCOUNT_ID");
    if (account != null) {
      builder.serviceAccountId(account);
    }
    String workspace = environment.get(PREFIX + "WORKSPACE_ID");
    if (workspace != null) {
      builder.workspaceId(workspace);
    }
    Supplier<PresentedIdentity> identity = identity(environment);
    return identity == null ? builder : builder.identity(identity);
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(PREFIX + name);
    if (value == null) {
      throw new IllegalArgumentException(PREFIX + name + " is not set");
    }
    return value;
  }

  private static @Nullable Supplier<PresentedIdentity> identity(Map<String, String> environment) {
    String token = environment.get(PREFIX + "IDENTITY_TOKEN");
    String file = environment.get(PREFIX + "IDENTITY_TOKEN_FILE");
    if (token != null && file != null) {
      throw new IllegalArgumentException(
          "set one of " + PREFIX + "IDENTITY_TOKEN and " + PREFIX + "IDENTITY_TOKEN_FILE");
    }
    if (file != null) {
      return () -> read(Path.of(file));
    }
    return token == null ? null : () -> PresentedIdentity.token(token);
  }

  /**
   * Platforms that write such files choose who can read them, and renew them every few minutes, so
   * their permissions are not checked.
   */
  private static PresentedIdentity read(Path file) {
    try (SealedSecret token = SecretFile.read(file, SecretFile.Access.UNCHECKED).secret()) {
      return token.use(bytes -> PresentedIdentity.token(new String(bytes, StandardCharsets.UTF_8)));
    }
  }
}
