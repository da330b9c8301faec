package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks that sealed content comes back as it was sent, after the conversation it was sent in. */
final class SealChecks {

  /** A thinking block that is left out of the request because what stands before it changed. */
  record Dropped(String place) {}

  private final Set<StrictCheck> checks;
  private final Seals seals;
  private final SeenPrefixes seen;
  private final Conversation conversation;
  private final List<Dropped> dropped = new ArrayList<>();

  private SealChecks(
      Set<StrictCheck> checks, Seals seals, SeenPrefixes seen, Conversation conversation) {
    this.checks = checks;
    this.seals = seals;
    this.seen = seen;
    this.conversation = conversation;
  }

  /** Checks all messages of the assistant and gives the blocks that the request lets go. */
  static List<Dropped> check(
      Conversation conversation, Set<StrictCheck> checks, Seals seals, SeenPrefixes seen)
      throws Refused {
    SealChecks here = new SealChecks(checks, seals, seen, conversation);
    Prefix prefix = Prefix.EMPTY;
    for (Conversation.Message message : conversation.messages()) {
      for (Conversation.Block block : message.blocks()) {
        if (message.isFrom("assistant")) {
          here.block(block, prefix);
        }
        prefix = prefix.and(message.role(), block);
      }
    }
    return here.dropped;
  }

  private void block(Conversation.Block block, Prefix prefix) throws Refused {
    required(block);
    List<Refused> problems = new ArrayList<>();
    SealedFields.visit(
        block,
        (kind, place, seal, content) -> {
          Seals.Verdict verdict = seals.judge(kind, seal, content, prefix);
          problem(kind, place, block.place(), verdict, problems);
          return seal;
        });
    if (!problems.isEmpty()) {
      throw problems.get(0);
    }
  }

  /** What nobody signed has no signature to check, so its absence is an error of its own. */
  private void required(Conversation.Block block) throws Refused {
    switch (block.type()) {
      case "thinking" -> text(StrictCheck.THINKING_SIGNATURES, block, "signature");
      case "redacted_thinking" -> text(StrictCheck.THINKING_SIGNATURES, block, "data");
      case "compaction" -> text(StrictCheck.COMPACTION_SIGNATURES, block, "signature");
      default -> {}
    }
  }

  private void text(StrictCheck check, Conversation.Block block, String name) throws Refused {
    if (checks.contains(check)) {
      Fields.text(block.place() + "." + name, block.member(name));
    }
  }

  private void problem(
      Seals.Kind kind, String field, String block, Seals.Verdict verdict, List<Refused> problems) {
    switch (verdict) {
      case GENUINE -> {}
      case UNKNOWN -> refuse(signatureCheck(kind), field + ": not made by this server", problems);
      case CHANGED ->
          refuse(
              signatureCheck(kind),
              field + ": does not belong to what stands beside it, which was changed",
              problems);
      case MOVED -> moved(block, problems);
    }
  }

  private void moved(String block, List<Refused> problems) {
    boolean bound = checks.contains(StrictCheck.PREFIX_BINDING);
    if (bound && ThinkingConfig.dropsMismatches(conversation)) {
      dropped.add(new Dropped(block));
    } else if (bound) {
      String first = seen.firstUnseen(conversation, block);
      String where = first.isEmpty() ? "" : "; new there: " + first;
      problems.add(
          Refused.invalid(
              block + ": the conversation before this thinking block was changed" + where));
    }
  }

  private void refuse(StrictCheck check, String message, List<Refused> problems) {
    if (checks.contains(check)) {
      problems.add(Refused.invalid(message));
    }
  }

  private static StrictCheck signatureCheck(Seals.Kind kind) {
    return switch (kind) {
      case THINKING, REDACTED_THINKING -> StrictCheck.THINKING_SIGNATURES;
      case COMPACTION -> StrictCheck.COMPACTION_SIGNATURES;
      case ENCRYPTED -> StrictCheck.ENCRYPTED_CONTENT;
    };
  }
}
