package dev.tacenda.testkit;

import dev.tacenda.testkit.ContentForm.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prompt cache, simulated: a request writes its prefix at each marked block, and reads the
 * longest prefix that an earlier one wrote within {@value #LOOK_BACK} blocks before a marked one.
 * Prefixes are compared by content, in the order tools, system, messages. Entries do not expire;
 * the oldest of {@value #MAX_ENTRIES} gives way. Thread-safe.
 */
final class PromptCache {

  static final int LOOK_BACK = 20;
  private static final int MAX_ENTRIES = 10_000;

  /** A request as the cache sees it: digests of its prefixes, their sizes, and its markers. */
  static final class Prompt {
    private final List<String> digests = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private final List<Integer> marked = new ArrayList<>();
    private String digest;
    private int characters;

    private Prompt(String model) {
      this.digest = model;
    }

    static Prompt of(Conversation conversation) {
      Prompt prompt = new Prompt(conversation.model());
      conversation.tools().forEach(tool -> prompt.add("tool", tool));
      conversation.system().forEach(block -> prompt.add("system", block));
      prompt.settings(conversation);
      for (Conversation.Message message : conversation.messages()) {
        message.blocks().forEach(block -> prompt.add(message.role(), block));
      }
      if (!Fields.isMissing(conversation.field("cache_control")) && !prompt.digests.isEmpty()) {
        prompt.marked.add(prompt.digests.size() - 1);
      }
      return prompt;
    }

    /** These change how messages are read, so a change makes their prefixes others. */
    private void settings(Conversation conversation) {
      for (String name : List.of("tool_choice", "thinking")) {
        digest =
            ContentForm.sha256(digest + ContentForm.ofValue(conversation.field(name), Keys.SORTED));
      }
    }

    private void add(String section, Conversation.Block block) {
      String form = ContentForm.ofBlock(block.members(), Keys.AS_SENT);
      digest = ContentForm.sha256(digest + section + form);
      characters += form.length();
      if (CacheMarkers.isMarked(block)) {
        marked.add(digests.size());
      }
      digests.add(digest);
      tokens.add(tokensOf(characters));
    }

    int total() {
      return Math.max(1, tokensOf(characters));
    }

    private static int tokensOf(int characters) {
      return (characters + 3) / 4;
    }
  }

  private final Map<String, Boolean> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  /** What a request would read and write, which changes nothing yet. */
  synchronized Usage usage(Prompt prompt) {
    int read = 0;
    int last = 0;
    for (int marker : prompt.marked) {
      read = Math.max(read, readBefore(prompt, marker));
      last = prompt.tokens.get(marker);
    }
    return new Usage(prompt.total() - last, last - read, read);
  }

  private int readBefore(Prompt prompt, int marker) {
    for (int at = marker; at >= 0 && at > marker - LOOK_BACK; at--) {
      if (entries.containsKey(prompt.digests.get(at))) {
        return prompt.tokens.get(at);
      }
    }
    return 0;
  }

  /** Keeps the prefixes that the request marks. */
  synchronized void write(Prompt prompt) {
    prompt.marked.forEach(marker -> entries.put(prompt.digests.get(marker), true));
  }
}
