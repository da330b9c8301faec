package dev.tacenda.testkit;

/**
 * A check that {@link FakeClaude} makes beyond the plain form of a request, because the real API
 * refuses what breaks it. All are made unless {@link FakeClaude.Builder#without} turns one off.
 * Each refusal is a 400 {@code invalid_request_error} that names the field.
 */
public enum StrictCheck {
  /**
   * The conversation as a whole: the first message is not the assistant's (unless it begins with a
   * compaction), no message is empty but a last one of the assistant, no text is only space, what
   * the assistant is to continue does not end in space, blocks stand in messages of the role they
   * belong to, and {@code thinking} is configured as documented.
   */
  CONVERSATION,

  /**
   * Tools: names of 1..128 letters, digits, {@code _} and {@code -}, no name twice, a client tool
   * has an {@code input_schema} of type {@code object}, {@code tool_choice} names a tool that is
   * there.
   */
  TOOL_DEFINITIONS,

  /**
   * Tool calls: ids well-formed and used once, {@code input} an object, every {@code tool_use}
   * answered in the next message of the user before anything else there, every result the answer to
   * a call, none answered twice; results of server tools follow their call.
   */
  TOOL_PAIRING,

  /** Cache markers: at most four, of a known kind, longer lives first, none on thinking. */
  CACHE_MARKERS,

  /**
   * Signatures: {@code thinking} comes back with the text and signature that were sent, {@code
   * redacted_thinking} with its {@code data}.
   */
  THINKING_SIGNATURES,

  /**
   * The binding of thinking to the conversation before it: if an earlier message was changed, the
   * block is refused, or dropped if the request asks for {@code drop_block}.
   */
  PREFIX_BINDING,

  /** The signature of a {@code compaction} over its summary. */
  COMPACTION_SIGNATURES,

  /** Whatever is named {@code encrypted_...} in a message of the assistant: as it was sent. */
  ENCRYPTED_CONTENT
}
