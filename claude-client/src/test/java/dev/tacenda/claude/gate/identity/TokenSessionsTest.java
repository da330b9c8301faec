package dev.tacenda.claude.gate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many tokens are remembered, and for how long. */
class TokenSessionsTest {
  private final MovingClock clock = new MovingClock();
  private final TokenSessions sessions = new TokenSessions(clock, 3);

  @Test
  void refusesNewTokensWhenItIsFullAndForgetsThoseThatHaveExpired() throws Exception {
    for (int i = 0; i < 3; i++) {
      show("first", i, 60 + i);
    }
    assertThat(reason("first", 9)).isEqualTo(Reason.SESSIONS_TOO_MANY);
    show("first", 1, 60);

    clock.move(Duration.ofSeconds(61));

    show("second", 9, 60);
    assertThat(sessions).hasToString("TokenSessions[3 tokens]");
    assertThat(reason("second", 1)).isEqualTo(Reason.TOKEN_IN_OTHER_SESSION);
  }

  @Test
  void tokensOfDifferentIssuersMayHaveTheSameId() throws Exception {
    CompactToken token = CompactToken.of(new TokenDraft().token());
    sessions.require("first", "a", token, token.claims(), clock.instant().plusSeconds(60));

    sessions.require("second", "b", token, token.claims(), clock.instant().plusSeconds(60));

    assertThat(sessions).hasToString("TokenSessions[2 tokens]");
  }

  private void show(String session, int id, long seconds) throws IdentityException {
    CompactToken token =
        CompactToken.of(new TokenDraft().claim("jti", "\"FAKE-" + id + "\"").token());
    sessions.require(
        session, "issuer", token, token.claims(), clock.instant().plusSeconds(seconds));
  }

  private Reason reason(String session, int id) {
    return catchThrowableOfType(IdentityException.class, () -> show(session, id, 60)).reason();
  }
}
