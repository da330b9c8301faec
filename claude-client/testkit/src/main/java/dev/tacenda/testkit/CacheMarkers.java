package dev.tacenda.testkit;

import static dev.tacenda.testkit.Fields.isMissing;
import static dev.tacenda.testkit.Fields.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members {@code cache_control} of a request, and whether they may stand as they do. */
final class CacheMarkers {

  static final int MAX_MARKERS = 4;

  private static final Set<String> LIVES = Set.of("1h", "5m");

  private final List<String> lives = new ArrayList<>();

  private CacheMarkers() {}

  /** True if the block or what it holds is marked. */
  static boolean isMarked(Conversation.Block block) {
    if (!isMissing(block.member("cache_control"))) {
      return true;
    }
    return block.member("content") instanceof List<?> inner
        && inner.stream().anyMatch(CacheMarkers::isMarkedInside);
  }

  private static boolean isMarkedInside(Object inner) {
    return inner instanceof Map<?, ?> members
        && !isMissing(JsonTree.member(members, "cache_control"));
  }

  static void check(Conversation conversation) throws Refused {
    CacheMarkers markers = new CacheMarkers();
    for (Conversation.Block tool : conversation.tools()) {
      markers.add(tool);
    }
    for (Conversation.Block block : conversation.system()) {
      markers.add(block);
    }
    for (Conversation.Message message : conversation.messages()) {
      for (Conversation.Block block : message.blocks()) {
        markers.add(block);
      }
    }
    markers.add("cache_control", conversation.field("cache_control"));
    require(
        markers.lives.size() <= MAX_MARKERS,
        "cache_control: at most " + MAX_MARKERS + " blocks can be marked");
  }

  private void add(Conversation.Block block) throws Refused {
    Object marker = block.member("cache_control");
    require(
        isMissing(marker) || !block.isThinking(),
        block.place() + ".cache_control: thinking cannot be marked");
    add(block.place() + ".cache_control", marker);
    if (block.member("content") instanceof List<?> inner) {
      for (int i = 0; i < inner.size(); i++) {
        if (inner.get(i) instanceof Map<?, ?> members) {
          add(new Conversation.Block(block.place() + ".content." + i, members));
        }
      }
    }
  }

  private void add(String place, Object value) throws Refused {
    if (isMissing(value)) {
      return;
    }
    Map<?, ?> marker = Fields.object(place, value);
    require(
        "ephemeral".equals(JsonTree.member(marker, "type")),
        place + ".type: Input should be 'ephemeral'");
    Object ttl = JsonTree.member(marker, "ttl");
    String life = isMissing(ttl) ? "5m" : Fields.oneOf(place + ".ttl", ttl, LIVES);
    require(
        !life.equals("1h") || !lives.contains("5m"), place + ".ttl: '1h' cannot come after '5m'");
    lives.add(life);
  }
}
