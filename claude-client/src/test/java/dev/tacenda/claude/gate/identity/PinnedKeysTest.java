package dev.tacenda.claude.gate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a file, as for Jenkins. */
class PinnedKeysTest {
  private static final String OLD =
      TestKeys.keySet(TestKeys.rsaJwk("old", TestKeys.rsa("main", 2048), ""));
  private static final String NEW =
      TestKeys.keySet(TestKeys.rsaJwk("new", TestKeys.rsa("evil", 2048), ""));

  private final MovingClock clock = new MovingClock();
  private final Path file;
  private final PinnedKeys keys;

  PinnedKeysTest(@TempDir Path folder) throws IOException {
    this.file = folder.resolve("keys.json");
    this.keys = new PinnedKeys("FAKE", file, clock, new IdentityLog());
    Files.writeString(file, OLD);
  }

  @Test
  void whatIsPutIntoTheFileCountsAtOnceAndWhatIsTakenOutDoesNot() throws Exception {
    assertThat(keys.key("old", TokenAlgorithm.RS256)).isNotNull();

    Files.writeString(file, NEW);

    assertThat(keys.key("new", TokenAlgorithm.RS256)).isNotNull();
    assertThat(reason("old")).isEqualTo(Reason.KEY_UNKNOWN);
  }

  @Test
  void aFileThatIsJustBeingWrittenLeavesTheKeysInForceForSeconds() throws Exception {
    assertThat(keys.key("old", TokenAlgorithm.RS256)).isNotNull();
    for (String half : new String[] {"", OLD.substring(0, 50)}) {
      Files.writeString(file, half);
      assertThat(keys.key("old", TokenAlgorithm.RS256)).isNotNull();
    }

    clock.move(PinnedKeys.GRACE.plusSeconds(1));

    assertThat(reason("old")).isEqualTo(Reason.KEYS_UNAVAILABLE);
  }

  @Test
  void withoutAFileThereAreNoKeys() throws Exception {
    Files.delete(file);
    assertThat(reason("old")).isEqualTo(Reason.KEYS_UNAVAILABLE);

    Files.createDirectory(file);
    assertThat(reason("old")).isEqualTo(Reason.KEYS_UNAVAILABLE);
  }

  @Test
  void aHugeFileIsNotRead() throws Exception {
    Files.writeString(file, OLD + " ".repeat(Fetch.MAX_BYTES));

    assertThat(reason("old")).isEqualTo(Reason.KEYS_UNAVAILABLE);
  }

  @Test
  void servesJenkinsWithoutFetchingAnything() throws Exception {
    TrustedIssuer jenkins = Issuers.jenkins("https://ci.example/oidc", "tacenda", file).build();
    OidcVerifier verifier =
        OidcVerifier.builder(jenkins)
            .clock(TestIssuer.CLOCK)
            .fetches(
                rule -> {
                  throw new AssertionError("nothing may be fetched");
                })
            .build();
    String token =
        new TokenDraft()
            .signedBy("old", TokenAlgorithm.RS256, TestKeys.rsa("main", 2048))
            .claim("iss", "\"https://ci.example/oidc\"")
            .claim("sub", "\"https://ci.example/job/a b/\"")
            .token();

    Caller caller = verifier.verify(PresentedIdentity.token(token).inSession("one"));

    assertThat(caller.subject()).isEqualTo("https://ci.example/job/a%20b/");
  }

  private Reason reason(String keyId) {
    return catchThrowableOfType(
            IdentityException.class, () -> keys.key(keyId, TokenAlgorithm.RS256))
        .reason();
  }
}
