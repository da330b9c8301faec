package dev.tacenda.testkit;

import java.util.Map;

/**
 * What a thinking block is bound to: a digest of the content of all messages up to it. Where one
 * message ends and the next of the same role begins makes no difference, nor do thinking blocks,
 * which carry their own signatures and may be left out. What stands before a compaction is gone.
 *
 * @param sha256 hexadecimal
 */
record Prefix(String sha256) {

  static final Prefix EMPTY = new Prefix("0".repeat(64));

  /** The digest after one more block. */
  Prefix and(String role, Conversation.Block block) {
    return block.isThinking() ? this : and(role, block.members());
  }

  private Prefix and(String role, Map<?, ?> members) {
    boolean compacts = "compaction".equals(JsonTree.member(members, "type"));
    String before = compacts ? EMPTY.sha256 : sha256;
    String form = ContentForm.ofBlock(members, ContentForm.Keys.SORTED);
    return new Prefix(ContentForm.sha256(before + role + form));
  }

  /** The digest of a whole conversation. */
  static Prefix of(Conversation conversation) {
    Prefix prefix = EMPTY;
    for (Conversation.Message message : conversation.messages()) {
      for (Conversation.Block block : message.blocks()) {
        prefix = prefix.and(message.role(), block);
      }
    }
    return prefix;
  }
}
