package dev.tacenda.mask;

import dev.tacenda.mask.internal.style.Asterisks;
import dev.tacenda.mask.internal.style.FixedText;
import dev.tacenda.mask.internal.style.HashText;
import dev.tacenda.mask.internal.style.Mark;
import dev.tacenda.mask.internal.style.NearbyShapes;
import dev.tacenda.mask.internal.style.ShapeStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Writes what stands in for values, each in the style of its label, and recognises what the styles
 * of the policy write. Styles that the policy does not use are not looked for. Immutable.
 */
@TrustedCode("What stands in for a value reveals no more of it than its style says.")
final class Styles {
  private final Placeholders placeholders;
  private final HashText hashes;
  private final Lazy<ShapeStyle> shapes;
  private final Asterisks asterisks = new Asterisks();
  private final boolean usesShapes;

  /** Returns the styles for a policy that uses {@code used}. */
  Styles(PlaceholderKey key, Collection<Replacement> used) {
    this.hashes = new HashText(key::mac);
    this.shapes = new Lazy<>(() -> new ShapeStyle(key::mac));
    this.usesShapes = usesShapes(used);
    this.placeholders = new Placeholders(key, marks(used));
  }

  private static boolean usesShapes(Collection<Replacement> used) {
    for (Replacement replacement : used) {
      if (isShape(replacement.style())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShape(Replacement.Style style) {
    return style == Replacement.Style.SHAPE || style == Replacement.Style.SHAPE_OF_LINES;
  }

  private List<Mark> marks(Collection<Replacement> used) {
    List<Mark> marks = new ArrayList<>();
    for (Replacement replacement : new LinkedHashSet<>(used)) {
      switch (replacement.style()) {
        case PLACEHOLDER, PARTIAL, SHAPE, SHAPE_OF_LINES -> {}
        case ASTERISKS -> marks.add(asterisks);
        case HASH -> marks.add(hashes);
        case FIXED -> marks.add(new FixedText(replacement.text()));
      }
    }
    if (usesShapes) {
      marks.addAll(shapes.get().marks());
    }
    return marks;
  }

  /** The placeholders, which recognise all marks that stand for themselves. */
  Placeholders placeholders() {
    return placeholders;
  }

  /** Returns what looks for shapes in {@code text[from, to)}, if the policy uses any. */
  Optional<NearbyShapes> shapesIn(byte[] text, int from, int to) {
    return usesShapes ? Optional.of(shapes.get().near(text, from, to)) : Optional.empty();
  }

  /** Returns what stands for {@code value} under {@code label}. */
  byte[] of(Label label, byte[] value) {
    return styled(label, value).orElseGet(() -> placeholders.of(label.type(), value));
  }

  private Optional<byte[]> styled(Label label, byte[] value) {
    Replacement replacement = label.replacement();
    return switch (replacement.style()) {
      case PLACEHOLDER -> Optional.empty();
      case ASTERISKS -> Optional.of(asterisks.text());
      case HASH -> Optional.of(hashes.of(value));
      case FIXED -> Optional.of(new FixedText(replacement.text()).text());
      case PARTIAL -> placeholders.partial(label.type(), value, replacement.keepLast());
      case SHAPE -> shapes.get().of(value);
      case SHAPE_OF_LINES -> Optional.of(shapes.get().ofLine(value));
    };
  }
}
