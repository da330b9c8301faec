package dev.tacenda.mask;

import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rules in the form that {@link RuleTableReader} reads without checking them again: the
 * texts and the sets of bytes, each once, then the rules, which name them by number. Confined to
 * one thread.
 *
 * <p>A number is written in groups of seven bits, the lowest first; all but the last have the top
 * bit set.
 */
final class RuleTableWriter {
  private final ByteArrayOutputStream rules = new ByteArrayOutputStream();
  private final Map<String, Integer> latin = new LinkedHashMap<>();
  private final Map<String, Integer> other = new LinkedHashMap<>();
  private final Map<ByteClass, Integer> classes = new LinkedHashMap<>();

  private RuleTableWriter() {}

  /** Returns the rules in their order. */
  static byte[] write(Collection<Rule> rules) {
    RuleTableWriter writer = new RuleTableWriter();
    // Twice: how many texts there are of the first kind is known only after the first time.
    rules.forEach(writer::rule);
    writer.rules.reset();
    rules.forEach(writer::rule);
    return writer.table(rules.size());
  }

  private byte[] table(int count) {
    RuleTableWriter table = new RuleTableWriter();
    table.texts(latin.keySet(), StandardCharsets.ISO_8859_1);
    table.texts(other.keySet(), StandardCharsets.UTF_8);
    table.list(classes.keySet(), table::bytes);
    table.number(count);
    table.rules.writeBytes(rules.toByteArray());
    return table.rules.toByteArray();
  }

  private void texts(Collection<String> texts, Charset charset) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    number(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(charset);
      number(bytes.length);
      all.writeBytes(bytes);
    }
    rules.writeBytes(all.toByteArray());
  }

  private void rule(Rule rule) {
    RuleBuilder b = rule.toBuilder();
    RuleBuilder.require(b.text == null, "rule '" + b.id + "' reads whole texts");
    text(b.id);
    text(b.kind);
    text(b.type);
    text(b.severity.name());
    text(b.description);
    text(b.source);
    number(b.specificity);
    flag(b.always);
    flag(b.onByDefault);
    text(b.detector.name());
    list(b.keywords, this::text);
    optionalText(b.pattern == null ? null : b.pattern.regex());
    number(b.group);
    number(b.near);
    text(b.lineDetector);
    list(b.wanted, this::text);
    optionalName(b.nameWord);
    optionalName(b.blockKind);
    list(b.checks, this::check);
    list(b.except, exception -> text(exception.regex()));
    list(b.shape == null ? List.of() : List.of(b.shape), this::shape);
    list(rule.needs().equals(LineNeeds.NONE) ? List.of() : rule.needs(), this::needs);
    rules.writeBytes(rule.fingerprint());
  }

  private void needs(LineNeeds needs) {
    for (LineMeasure measure : LineMeasure.values()) {
      number(needs.least(measure));
    }
  }

  private void check(Check check) {
    text(check.kind().name());
    bits(Double.doubleToLongBits(check.parameter()));
  }

  private void shape(RuleShape shape) {
    list(shape.alternatives(), this::alternative);
    optionalText(shape.anchor());
    List<TokenShape> shapes = shape.alternatives();
    boolean prefixes = shapes.size() == 1 && shapes.get(0).prefixes().equals(shape.anchors());
    flag(prefixes);
    if (!prefixes) {
      list(shape.anchors(), this::anchor);
    }
    flag(shape.exact());
    list(shape.near(), this::text);
    number(shape.within());
    optionalName(shape.checksum());
  }

  private void alternative(TokenShape shape) {
    TokenShape.Outline outline = shape.outline();
    text(outline.text());
    number(outline.minLength());
    number(outline.maxLength());
    byteClass(outline.alphabet());
    byteClass(outline.surroundings());
    byteClass(outline.tail());
    list(outline.prefixes(), this::anchor);
  }

  private void byteClass(ByteClass bytes) {
    number(classes.computeIfAbsent(bytes, unused -> classes.size()));
  }

  private void bytes(ByteClass bytes) {
    bits(bytes.low());
    bits(bytes.high());
  }

  private void anchor(Anchor anchor) {
    text(anchor.literal());
    number(anchor.minBefore());
    number(anchor.maxBefore());
  }

  private <T> void list(Collection<T> items, Consumer<T> write) {
    number(items.size());
    items.forEach(write);
  }

  private void text(String text) {
    boolean isLatin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    Map<String, Integer> texts = isLatin ? latin : other;
    int number = texts.computeIfAbsent(text, unused -> texts.size());
    number(isLatin ? number : latin.size() + number);
  }

  private void optionalText(@Nullable String text) {
    list(text == null ? List.of() : List.of(text), this::text);
  }

  private void optionalName(@Nullable Enum<?> value) {
    optionalText(value == null ? null : value.name());
  }

  private void flag(boolean value) {
    number(value ? 1 : 0);
  }

  private void bits(long value) {
    rules.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private void number(int value) {
    int rest = value;
    while (rest > 0x7f) {
      rules.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    rules.write(rest);
  }
}
