package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.isMissing;
import static dev.tacenda.testkit.Fields.require;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/** The member {@code thinking} of a request. */
final class ThinkingConfig {

  private static final Set<String> TYPES = Set.of("adaptive", "disabled", "enabled");
  private static final Set<String> BEHAVIORS = Set.of("drop_block", "error");
  private static final String BINDING_BETA = "thinking-binding-controls-";
  private static final String INTERLEAVED_BETA = "interleaved-thinking-";
  private static final BigInteger LEAST_BUDGET = BigInteger.valueOf(1024);

  private ThinkingConfig() {}

  /** True if the request asks to drop thinking whose conversation changed. */
  static boolean dropsMismatches(Conversation conversation) {
    return conversation.field("thinking") instanceof Map<?, ?> thinking
        && JsonTree.member(thinking, "block_binding") instanceof Map<?, ?> binding
        && "drop_block".equals(JsonTree.member(binding, "prefix_mismatch_behavior"));
  }

  /**
   * @param betas the header {@code anthropic-beta}
   */
  static void check(Conversation conversation, String betas) throws Refused {
    Object value = conversation.field("thinking");
    if (isMissing(value)) {
      return;
    }
    Map<?, ?> thinking = Fields.object("thinking", value);
    String type = Fields.oneOf("thinking.type", JsonTree.member(thinking, "type"), TYPES);
    if (type.equals("enabled")) {
      budget(conversation, JsonTree.member(thinking, "budget_tokens"), betas);
    }
    Object binding = JsonTree.member(thinking, "block_binding");
    if (!isMissing(binding)) {
      require(betas.contains(BINDING_BETA), "thinking.block_binding: needs its beta header");
      Fields.oneOf(
          "thinking.block_binding.prefix_mismatch_behavior",
          JsonTree.member(
              Fields.object("thinking.block_binding", binding), "prefix_mismatch_behavior"),
          BEHAVIORS);
    }
  }

  private static void budget(Conversation conversation, Object budget, String betas)
      throws Refused {
    require(
        budget instanceof BigInteger tokens && tokens.compareTo(LEAST_BUDGET) >= 0,
        "thinking.budget_tokens: Input should be an integer of 1024 or more");
    // With interleaved thinking the budget is that of a whole turn of many messages.
    boolean bounded = !betas.contains(INTERLEAVED_BETA);
    if (bounded && conversation.field("max_tokens") instanceof BigInteger most) {
      require(
          ((BigInteger) budget).compareTo(most) < 0,
          "thinking.budget_tokens: must be less than max_tokens");
    }
  }
}
