package dev.tacenda.mask;

import dev.tacenda.mask.PolicyException.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Reads one YAML document that means only what it says: no duplicate keys, aliases, anchors, tags,
 * directives or second document, and every refusal has a line and a column.
 *
 * <p>It builds its tree from the parser's events, not with the library's composer: the events come
 * from a loop, while the composer recurses and overflows the stack on deep nesting. The recursion
 * here ends at {@link #MAX_DEPTH}. Confined to one call of {@link #read}.
 */
public final class StrictYaml {
  /** Largest file in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Deepest nesting of lists and mappings. */
  public static final int MAX_DEPTH = 16;

  private static final String SYNTAX_REMEDY =
      "indent with spaces, close every quote and bracket, and quote text that holds any of"
          + " : # { } [ ] , & * ! | > ' \" % @ `";

  private final String sourceName;
  private final Iterator<Event> events;
  private final ScalarResolver resolver;

  private StrictYaml(String sourceName, String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(sourceName).setCodePointLimit(MAX_BYTES).build();
    this.sourceName = sourceName;
    this.resolver = settings.getSchema().getScalarResolver();
    this.events = new Parse(settings).parseString(yaml).iterator();
  }

  /**
   * Reads a document whose root is a mapping.
   *
   * @throws PolicyException if it is not strict YAML in UTF-8, too long or nested too deep
   */
  public static YamlMap read(String sourceName, byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      throw new YamlPlace(sourceName, 1, 1)
          .error(
              Kind.SYNTAX,
              "file is longer than " + MAX_BYTES + " bytes",
              "split it, or remove what is unused");
    }
    String text = decode(sourceName, yaml);
    try {
      return new StrictYaml(sourceName, text).document().asMap("the file");
    } catch (MarkedYamlEngineException e) {
      throw syntaxError(sourceName, e);
    } catch (ReaderException e) {
      throw place(sourceName, text, e.getPosition())
          .error(Kind.SYNTAX, "control character that YAML does not allow", "remove it");
    } catch (YamlEngineException e) {
      throw new YamlPlace(sourceName, 1, 1)
          .error(Kind.SYNTAX, "not readable as YAML", SYNTAX_REMEDY);
    }
  }

  private YamlNode document() {
    events.next(); // stream start
    Event first = events.next();
    if (!(first instanceof DocumentStartEvent start)) {
      throw new YamlPlace(sourceName, 1, 1)
          .error(Kind.SYNTAX, "the file is empty", "write the policy or rules");
    }
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      throw place(start)
          .error(Kind.REFERENCE, "YAML directive", "remove the line that begins with %");
    }
    YamlNode root = node(events.next(), 0);
    events.next(); // document end
    Event after = events.next();
    if (after instanceof DocumentStartEvent) {
      throw place(after).error(Kind.SYNTAX, "second YAML document", "keep one document per file");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    refuseReferences(event);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (depth == MAX_DEPTH) {
      throw place(event)
          .error(Kind.TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels", "flatten it");
    }
    return event instanceof MappingStartEvent ? map(event, depth + 1) : list(event, depth + 1);
  }

  private YamlNode scalar(ScalarEvent event) {
    Tag tag = resolver.resolve(event.getValue(), event.isPlain());
    return new YamlNode.Scalar(place(event), type(tag), event.getValue());
  }

  private static YamlNode.Type type(Tag tag) {
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return YamlNode.Type.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return YamlNode.Type.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? YamlNode.Type.NOTHING : YamlNode.Type.TEXT;
  }

  private YamlNode list(Event start, int depth) {
    List<YamlNode> nodes = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      nodes.add(node(e, depth));
    }
    return new YamlNode.Items(place(start), nodes);
  }

  private YamlNode map(Event start, int depth) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlPlace keyPlace = place(e);
      String key = node(e, depth).asText("a key");
      YamlMap.Entry entry = new YamlMap.Entry(keyPlace, node(events.next(), depth));
      YamlMap.Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        throw keyPlace.error(
            Kind.DUPLICATE_KEY,
            "duplicate key " + Suggestion.shown(key),
            "remove it or the one in line " + earlier.keyPlace().line());
      }
    }
    return new YamlMap(place(start), entries);
  }

  private void refuseReferences(Event event) {
    if (event instanceof AliasEvent) {
      throw place(event)
          .error(Kind.REFERENCE, "YAML alias", "write the value out instead of *name");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw place(event).error(Kind.REFERENCE, "YAML anchor", "remove the &name");
    }
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag.isPresent()) {
      throw place(event).error(Kind.REFERENCE, "YAML tag", "remove the !tag");
    }
  }

  private YamlPlace place(Event event) {
    return place(sourceName, event.getStartMark());
  }

  private static YamlPlace place(String sourceName, Optional<Mark> mark) {
    return new YamlPlace(
        sourceName, mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
  }

  private static YamlPlace place(String sourceName, String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    int lineStart = text.lastIndexOf('\n', end - 1) + 1;
    int line = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    return new YamlPlace(sourceName, line, text.codePointCount(lineStart, end) + 1);
  }

  private static PolicyException syntaxError(String sourceName, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
    String problem = String.valueOf(e.getProblem()).replace('\n', ' ');
    return place(sourceName, mark).error(Kind.SYNTAX, "not YAML: " + problem, SYNTAX_REMEDY);
  }

  private static String decode(String sourceName, byte[] yaml) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(yaml.length);
    ByteBuffer bytes = ByteBuffer.wrap(yaml);
    CoderResult result = decoder.decode(bytes, chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      throw place(sourceName, text, text.codePointCount(0, text.length()))
          .error(Kind.SYNTAX, "not UTF-8 text", "save the file as UTF-8");
    }
    return text;
  }
}
