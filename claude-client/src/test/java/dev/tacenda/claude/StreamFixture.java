package dev.tacenda.claude;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An event stream whose text and tool input can be cut into deltas anywhere. What a client hears of
 * it must not depend on the cuts.
 */
final class StreamFixture {
  private final String name;
  private final List<Part> parts = new ArrayList<>();
  private UnaryOperator<String> wire = UnaryOperator.identity();
  private Optional<ToolInputs> tools = Optional.empty();
  private ResponseFields fields = ResponseFields.MESSAGES;
  private Ends ends = Ends.WITH_A_MESSAGE;

  /** What the clients make of it. */
  enum Ends {
    /** A message, which the SDKs must put together. */
    WITH_A_MESSAGE,
    /** A message whose tool input is no JSON, of which each SDK makes something else. */
    WITH_BROKEN_INPUT,
    /** An error: there is no message. */
    WITH_AN_ERROR,
    /** Not what both take for a message: sessions, what is beta, a byte order mark. */
    NOT_FOR_ALL
  }

  private sealed interface Part {}

  /** Events that are never cut. */
  private record Whole(String events) implements Part {}

  /** Text or tool input of a block. */
  private record Said(BlockPlace place, boolean isInput, String text) implements Part {
    String delta(String piece) {
      SseText out = new SseText();
      if (isInput) {
        return string(out.input(place.index(), piece));
      }
      return place.eventId().isEmpty()
          ? string(out.text(place.index(), piece))
          : string(out.sessionText(place, piece));
    }
  }

  /** Blocks whose deltas come in turns. */
  private record Together(List<Said> blocks) implements Part {}

  /** How text is cut into deltas, and which of some blocks has the next one. */
  interface Cutter {
    List<String> pieces(String text);

    int next(int bound);
  }

  private StreamFixture(String name) {
    this.name = name;
  }

  static StreamFixture named(String name) {
    return new StreamFixture(name).raw(string(SseText.begin()));
  }

  static StreamFixture ofSession(String name) {
    StreamFixture stream = new StreamFixture(name).ends(Ends.NOT_FOR_ALL);
    stream.fields = new ResponseFields("event");
    return stream;
  }

  private static String string(SseText events) {
    return new String(events.bytes(), StandardCharsets.UTF_8);
  }

  StreamFixture raw(String events) {
    parts.add(new Whole(events));
    return this;
  }

  StreamFixture event(String type, String json) {
    return raw(string(new SseText().event(type, json)));
  }

  StreamFixture start(int index, String block) {
    return raw(string(new SseText().start(index, block)));
  }

  StreamFixture startText(int index) {
    return raw(string(new SseText().startText(index)));
  }

  StreamFixture startTool(int index, String tool) {
    return start(
        index,
        "{\"type\":\"tool_use\",\"id\":\"toolu_"
            + index
            + "\",\"name\":\""
            + tool
            + "\",\"input\":{}}");
  }

  /** A delta that is not cut. */
  StreamFixture delta(int index, String delta) {
    return raw(string(new SseText().delta(index, delta)));
  }

  StreamFixture text(int index, String text) {
    parts.add(textOf(index, text));
    return this;
  }

  StreamFixture input(int index, String json) {
    parts.add(inputOf(index, json));
    return this;
  }

  StreamFixture sessionText(String eventId, int index, String text) {
    parts.add(new Said(new BlockPlace(eventId, index), false, text));
    return this;
  }

  private static Said textOf(int index, String text) {
    return new Said(BlockPlace.ofMessage(index), false, text);
  }

  private static Said inputOf(int index, String json) {
    return new Said(BlockPlace.ofMessage(index), true, json);
  }

  /** Deltas of a text, of a tool input and of another text in turns. */
  StreamFixture together(int text, String said, int tool, String input, int other, String more) {
    parts.add(new Together(List.of(textOf(text, said), inputOf(tool, input), textOf(other, more))));
    return this;
  }

  StreamFixture stop(int index) {
    return raw(string(new SseText().stop(index)));
  }

  StreamFixture end() {
    return raw(string(new SseText().end()));
  }

  StreamFixture wire(UnaryOperator<String> change) {
    this.wire = change;
    return this;
  }

  /** Sets who restores values; nobody by default. */
  StreamFixture tools(ToolInputs restoring) {
    this.tools = Optional.of(restoring);
    return this;
  }

  StreamFixture ends(Ends how) {
    this.ends = how;
    return this;
  }

  Ends ends() {
    return ends;
  }

  boolean restores() {
    return tools.isPresent();
  }

  ToolInputs tools() {
    return tools.orElse(Planted.TOOLS);
  }

  SseMasker masker() {
    return new SseMasker(Planted.MASKER, tools(), fields, SseLimits.standard());
  }

  /** Returns the length of the longest text or tool input, in UTF-16 units. */
  int longestText() {
    return parts.stream()
        .flatMap(part -> part instanceof Together all ? all.blocks().stream() : Stream.of(part))
        .mapToInt(part -> part instanceof Said said ? said.text().length() : 0)
        .max()
        .orElse(0);
  }

  /** Returns the stream with its text and tool input cut like that. */
  byte[] cut(Cutter cutter) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Whole whole) {
        out.append(whole.events());
      } else if (part instanceof Said said) {
        cutter.pieces(said.text()).forEach(piece -> out.append(said.delta(piece)));
      } else if (part instanceof Together together) {
        inTurns(together.blocks(), cutter, out);
      }
    }
    return wire.apply(out.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private static void inTurns(List<Said> blocks, Cutter cutter, StringBuilder out) {
    List<Deque<String>> waiting = new ArrayList<>();
    for (Said each : blocks) {
      Deque<String> deltas = new ArrayDeque<>();
      cutter.pieces(each.text()).forEach(piece -> deltas.add(each.delta(piece)));
      waiting.add(deltas);
    }
    while (waiting.stream().anyMatch(deltas -> !deltas.isEmpty())) {
      String next = waiting.get(cutter.next(waiting.size())).poll();
      out.append(next == null ? "" : next);
    }
  }

  /** Each text in one delta. */
  static Cutter uncut() {
    return at(0);
  }

  /** Each text in two deltas. */
  static Cutter at(int cut) {
    return new InTurn(
        text -> {
          int end = Math.min(cut, text.length());
          return end == 0 ? List.of(text) : List.of(text.substring(0, end), text.substring(end));
        });
  }

  /** A delta for each UTF-16 unit. */
  static Cutter everywhere() {
    return new InTurn(text -> List.of(text.split("")));
  }

  private interface Pieces {
    List<String> of(String text);
  }

  private static final class InTurn implements Cutter {
    private final Pieces pieces;
    private int turn;

    InTurn(Pieces pieces) {
      this.pieces = pieces;
    }

    @Override
    public List<String> pieces(String text) {
      return pieces.of(text);
    }

    @Override
    public int next(int bound) {
      return turn++ % bound;
    }
  }

  /** Deltas of any length, the more of them empty or of one character the smaller they are. */
  static final class AtRandom implements Cutter {
    private final Random random;
    private long cuts;

    AtRandom(Random random) {
      this.random = random;
    }

    long cuts() {
      return cuts;
    }

    @Override
    public List<String> pieces(String text) {
      List<String> pieces = new ArrayList<>();
      int longest = 1 + random.nextInt(2 * text.length() + 2);
      int from = 0;
      while (from < text.length()) {
        int to = Math.min(text.length(), from + random.nextInt(1 + longest));
        pieces.add(text.substring(from, to));
        from = to;
      }
      if (pieces.isEmpty()) {
        pieces.add("");
      }
      cuts += pieces.size() - 1;
      return pieces;
    }

    @Override
    public int next(int bound) {
      return random.nextInt(bound);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
