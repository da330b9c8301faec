package dev.tacenda.claude.gate.credential;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.credential.Issuance.How;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a command prints, such as the command line of a secret store. It is run
 * without a shell, and what it prints is used for as long as the command or the builder says.
 *
 * <pre>{@code
 * CredentialProvider key =
 *     CommandCredentials.builder(
 *             List.of("vault", "kv", "get", "-field=key", "secret/claude"), CredentialKind.API_KEY)
 *         .inheriting("VAULT_ADDR", "VAULT_TOKEN")
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe: at most one thread runs the command at a time. Blocks while it runs.
 */
@TrustedCode("Runs what the operator said, as it was said.")
public final class CommandCredentials implements CredentialProvider, AutoCloseable {
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration MAX_LIFE = Duration.ofHours(24);

  private final LeasedCredentials leases;

  private CommandCredentials(Builder builder) {
    requireRange("timeout", builder.timeout, MAX_TIMEOUT);
    requireRange("life", builder.life, MAX_LIFE);
    CommandRun run = new CommandRun(builder.command, builder.environment, builder.timeout);
    CommandOutput output =
        new CommandOutput(builder.kind, builder.format, builder.life, builder.clock);
    Issuance issuance =
        builder.sink == null ? null : new Issuance(builder.sink, UUID.randomUUID(), How.COMMAND);
    this.leases =
        new LeasedCredentials(
            shown -> output.read(run.output()),
            issuance,
            builder.clock,
            builder.timeout.plusSeconds(5));
  }

  private static void requireRange(String name, Duration value, Duration max) {
    if (value.isNegative() || value.isZero() || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " must be in PT0S.." + max + ", was " + value);
    }
  }

  /**
   * Starts a provider of what a command prints.
   *
   * @param command the program and its arguments; no shell reads them
   * @param kind what it is sent as
   * @throws IllegalArgumentException if there is no word, or one holds a zero
   */
  public static Builder builder(List<String> command, CredentialKind kind) {
    return new Builder(command, kind);
  }

  @Override
  public Credential credentialFor(Caller caller) {
    return leases.get(caller);
  }

  @Override
  public void rejected(Credential credential) {
    leases.rejected(credential);
  }

  @Override
  public List<SealedSecret> held() {
    return leases.held();
  }

  /** Wipes what it holds; it can give nothing any more. */
  @Override
  public void close() {
    leases.close();
  }

  @Override
  public String toString() {
    return "CommandCredentials";
  }

  /** How the command says what it has to say. */
  public enum Format {
    /** One line: the secret. */
    TEXT,
    /**
     * One JSON object: {@code credential}, the secret, and {@code expires_at}, a time such as
     * {@code 2026-12-01T08:00:00Z}. Other members mean nothing.
     */
    JSON
  }

  /** Collects the options of {@link CommandCredentials}. Confined to one thread. */
  public static final class Builder {
    private final List<String> command;
    private final CredentialKind kind;
    private final Map<String, String> environment = new HashMap<>();
    private Format format = Format.TEXT;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration life = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();
    private @Nullable AuditSink sink;

    private Builder(List<String> command, CredentialKind kind) {
      this.command = List.copyOf(command);
      this.kind = Objects.requireNonNull(kind, "kind");
      boolean usable = !command.isEmpty() && !command.get(0).isBlank();
      if (!usable || command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IllegalArgumentException("command must have a program, and no word with a zero");
      }
      inheriting("PATH", "HOME", "SystemRoot");
    }

    /** Sets what the command prints; {@link Format#TEXT} by default. */
    public Builder format(Format printed) {
      this.format = Objects.requireNonNull(printed, "printed");
      return this;
    }

    /**
     * Passes variables of this process on to the command, as far as they are set. By default it
     * gets {@code PATH} and {@code HOME}, and on Windows {@code SystemRoot}.
     */
    public Builder inheriting(String... names) {
      for (String name : names) {
        String value = System.getenv(name);
        if (value != null) {
          environment.put(name, value);
        }
      }
      return this;
    }

    /** Sets a variable for the command. */
    public Builder variable(String name, String value) {
      environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Sets when the command is killed: up to 5 minutes, by default 10 seconds. */
    public Builder timeout(Duration limit) {
      this.timeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets for how long a secret is used that does not say when it expires, and at most if it does:
     * up to 24 hours, by default 5 minutes. A new one is asked for at 80 % of that.
     */
    public Builder life(Duration atMost) {
      this.life = Objects.requireNonNull(atMost, "atMost");
      return this;
    }

    /** Records each time a credential was obtained, under a session of this provider's own. */
    public Builder audit(AuditSink records) {
      this.sink = Objects.requireNonNull(records, "records");
      return this;
    }

    /** Sets the clock of lives and records. */
    public Builder clock(Clock source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Returns the provider, which has not run the command yet.
     *
     * @throws IllegalArgumentException if a duration is out of range
     */
    public CommandCredentials build() {
      return new CommandCredentials(this);
    }
  }
}
