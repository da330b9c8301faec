package dev.tacenda.claude.gate.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.ApprovalDenial;
import org.junit.jupiter.api.Test;

/** What a process remembers of its own uses, and that it never forgets one. */
class OwnUsesTest {
  private final OwnUses uses = new OwnUses(2);

  @Test
  void denyRatherThanForget() throws StoreException {
    assertThat(uses.spend("a", ApprovalScope.exact(), 0)).isEmpty();
    uses.markRejected("b");

    StoreException full =
        catchThrowableOfType(StoreException.class, () -> uses.spend("c", ApprovalScope.exact(), 0));

    assertThat(full.denial()).isEqualTo(ApprovalDenial.UNAVAILABLE);
    assertThat(uses.spend("a", ApprovalScope.exact(), 0)).contains(ApprovalDenial.USED_UP);
    assertThat(uses.of("b").rejected()).isTrue();
  }

  @Test
  void addUpTheTokensOfAConversation() throws StoreException {
    ApprovalScope scope = ApprovalScope.envelope(10, 100, 30);

    assertThat(uses.spend("a", scope, 60)).isEmpty();
    assertThat(uses.spend("a", scope, 41)).contains(ApprovalDenial.OUTSIDE_TOKENS);
    assertThat(uses.spend("a", scope, 40)).isEmpty();
    assertThat(uses.of("a").uses()).isEqualTo(2);
  }
}
