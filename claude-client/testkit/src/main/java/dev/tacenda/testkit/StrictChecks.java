package dev.tacenda.testkit;

import java.util.List;
import java.util.Set;

/** Makes the checks of {@link StrictCheck} that are turned on. Thread-safe. */
final class StrictChecks {

  private final Set<StrictCheck> checks;
  private final Seals seals;
  private final SeenPrefixes seen;

  /**
   * @param checks those that are turned on
   * @param seals judges what was sealed
   * @param seen helps to say where a conversation was changed
   */
  StrictChecks(Set<StrictCheck> checks, Seals seals, SeenPrefixes seen) {
    this.checks = Set.copyOf(checks);
    this.seals = seals;
    this.seen = seen;
  }

  /**
   * Checks a request whose form is right.
   *
   * @param betas the header {@code anthropic-beta}
   * @return the thinking blocks that the request lets go
   */
  List<SealChecks.Dropped> check(Conversation conversation, String betas) throws Refused {
    if (checks.contains(StrictCheck.CONVERSATION)) {
      ConversationChecks.check(conversation);
      ThinkingConfig.check(conversation, betas);
    }
    if (checks.contains(StrictCheck.TOOL_DEFINITIONS)) {
      ToolChecks.check(conversation);
    }
    if (checks.contains(StrictCheck.TOOL_PAIRING) && !conversation.goesOnWithAThread()) {
      PairingChecks.check(conversation);
    }
    if (checks.contains(StrictCheck.CACHE_MARKERS)) {
      CacheMarkers.check(conversation);
    }
    return SealChecks.check(conversation, checks, seals, seen);
  }
}
