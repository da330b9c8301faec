package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes bodies of a given size out of the {@link CleanText}: requests of the Messages API, plain
 * text, and what streams bring. The same in every run. Thread-safe.
 */
final class Bodies {
  /** Deltas of streamed answers have about 20 characters. */
  private static final int DELTA_MIN = 12;

  private static final int DELTA_MAX = 28;

  private final String text;

  Bodies(String cleanText) {
    this.text = cleanText;
  }

  /** Returns the bodies of the benchmarks, out of the whole text. */
  static Bodies standard() throws IOException {
    return new Bodies(CleanText.whole());
  }

  /**
   * Returns the bytes of a size such as {@code 100KB} or {@code 4MB}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static int bytes(String size) {
    int unit = size.endsWith("MB") ? 1 << 20 : size.endsWith("KB") ? 1 << 10 : 0;
    if (unit == 0) {
      throw new IllegalArgumentException("a size is a number and KB or MB, was " + size);
    }
    return unit * Integer.parseInt(size.substring(0, size.length() - 2));
  }

  /** Returns a request of the Messages API. */
  Body json(int bytes, Content content) throws IOException {
    Blocks blocks = new Blocks(text, Messages::escapedLength);
    List<String> texts = blocks.take(bytes - Messages.OVERHEAD, content, Messages.OVERHEAD);
    return new Body(Messages.of(texts), blocks.planted());
  }

  /** Returns plain text. */
  Body text(int bytes, Content content) {
    Blocks blocks = new Blocks(text, Messages::utf8Length);
    List<String> texts = blocks.take(bytes, content, 0);
    return new Body(String.join("", texts).getBytes(StandardCharsets.UTF_8), blocks.planted());
  }

  /** Returns a conversation of {@code bytes} that grows by {@code added} bytes in two blocks. */
  Conversation conversation(int bytes, int added, Content content) throws IOException {
    Blocks blocks = new Blocks(text, Messages::escapedLength);
    List<String> old = blocks.take(bytes - Messages.OVERHEAD, content, Messages.OVERHEAD);
    List<String> fresh = new ArrayList<>();
    fresh.addAll(blocks.take(added / 2, Content.CLEAN, Messages.OVERHEAD));
    fresh.addAll(blocks.take(added / 2, Content.CLEAN, Messages.OVERHEAD));
    return Conversation.of(old, fresh, blocks.planted());
  }

  /** Returns text cut as it is when it is streamed, in pieces of about 20 characters. */
  List<String> deltas(int bytes, Content content) {
    Body body = text(bytes, content);
    String whole = new String(body.next(), StandardCharsets.UTF_8);
    List<String> deltas = new ArrayList<>();
    Random random = new Random(13);
    for (int start = 0, end; start < whole.length(); start = end) {
      int length = DELTA_MIN + random.nextInt(DELTA_MAX - DELTA_MIN + 1);
      end = Math.min(whole.length(), start + length);
      deltas.add(whole.substring(start, end));
    }
    return deltas;
  }
}
