package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.ShapeSyntaxException;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the part of a rule that describes the shape of tokens. */
final class ShapeReader {
  private static final List<String> KEYS_OF_SHAPE = List.of("anchor", "exact", "checksum");
  private static final Map<String, TokenChecksum> CHECKSUMS =
      Map.of("crc32-base62", TokenChecksum.CRC32_BASE62, "crc32-hex", TokenChecksum.CRC32_HEX);

  private ShapeReader() {}

  /** Sets the shape of {@code rule} if {@code yaml} states one. */
  static void read(YamlMap yaml, RuleBuilder rule) {
    Optional<YamlNode> shape = yaml.optional("shape");
    if (shape.isPresent()) {
      rule.shape(shape(yaml, shape.get()));
      return;
    }
    for (String key : KEYS_OF_SHAPE) {
      yaml.optional(key)
          .ifPresent(
              node -> {
                throw node.place().error("'" + key + "' needs a shape", "add 'shape: ...'");
              });
    }
  }

  private static RuleShape shape(YamlMap yaml, YamlNode node) {
    List<String> near = near(yaml);
    Optional<YamlNode> within = yaml.optional("within");
    if (within.isPresent() && near.isEmpty()) {
      throw within.get().place().error("'within' needs words", "add 'near: [...]'");
    }
    Optional<YamlNode> anchor = yaml.optional("anchor");
    if (anchor.isPresent() && !near.isEmpty()) {
      throw anchor.get().place().error("a rule has both 'anchor' and 'near'", "remove one of them");
    }
    List<TokenShape> alternatives = alternatives(node);
    String literal = anchor.map(n -> n.asText("anchor")).orElse(null);
    return new RuleShape(
        alternatives,
        literal,
        near.isEmpty() ? anchors(anchor.orElse(node), alternatives, literal) : List.of(),
        yaml.optional("exact").map(n -> n.asBoolean("exact")).orElse(false),
        near,
        within.map(n -> n.asInt("within", 1, NearWords.MAX_BYTES)).orElse(RuleShape.DEFAULT_WITHIN),
        yaml.optional("checksum").map(n -> n.asWord("checksum", CHECKSUMS)).orElse(null));
  }

  private static List<TokenShape> alternatives(YamlNode node) {
    List<YamlNode> nodes =
        node instanceof YamlNode.Items items && !items.nodes().isEmpty()
            ? items.nodes()
            : List.of(node);
    List<TokenShape> shapes = new ArrayList<>();
    for (YamlNode alternative : nodes) {
      String text = alternative.asText("shape");
      try {
        shapes.add(TokenShape.of(text));
      } catch (ShapeSyntaxException e) {
        throw alternative.place().error(String.valueOf(e.getMessage()), e.remedy());
      }
    }
    return shapes;
  }

  private static List<String> near(YamlMap yaml) {
    List<String> words = new ArrayList<>();
    yaml.optional("near")
        .ifPresent(
            list ->
                RuleReader.items("near", list)
                    .forEach(
                        n -> n.useText("a word", "use another, longer word", w -> add(words, w))));
    return words;
  }

  private static void add(List<String> words, String word) {
    String folded = word.toLowerCase(Locale.ROOT);
    RuleBuilder.requireWord("a word in near", folded);
    RuleBuilder.require(
        !words.contains(folded), "word " + Suggestion.shown(word) + " is there twice");
    words.add(folded);
  }

  private static List<Anchor> anchors(
      YamlNode node, List<TokenShape> alternatives, @Nullable String literal) {
    try {
      return RuleShape.anchors(alternatives, literal);
    } catch (ShapeSyntaxException e) {
      throw node.place().error(String.valueOf(e.getMessage()), e.remedy());
    } catch (IllegalArgumentException e) {
      throw node.place()
          .error(String.valueOf(e.getMessage()), "add 'anchor: text' or 'near: [word]'");
    }
  }
}
