package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.encoding.Encodings;
import dev.tacenda.mask.internal.structure.Block.Place;
import java.util.Arrays;

/**
 * The entries under {@code data} and {@code stringData} of a Secret of Kubernetes. If its kind does
 * not stand before its data, only values that are base64 of text are taken for a Secret's; the key
 * {@code stringData} is one of Secrets alone.
 */
final class KubernetesLines {
  /** {@code -----BEGIN CERT} in base64, and lower case: what it begins is public. */
  private static final String CERTIFICATE = "ls0tls1crudjtibdrvju";

  private static final int MAX_LINES = 400;
  private static final int MIN_UNANNOUNCED = 8;
  private static final int MIN_UNPADDED = 12;

  private KubernetesLines() {}

  /** A line outside of any block. */
  static Block opened(byte[] line, Blocks.Sink sink) {
    YamlLine yaml = YamlLine.of(line);
    if (isObject(line, yaml)) {
      KubernetesObject.read(line, sink);
      return Block.NONE;
    }
    return yaml.hasKey() ? key(Block.of(Place.OUTSIDE, MAX_LINES), line, yaml) : Block.NONE;
  }

  /** An object of JSON that stands on one line. */
  private static boolean isObject(byte[] line, YamlLine yaml) {
    return !yaml.hasKey()
        || LineText.at(line, yaml.valueStart()) == '{' && !yaml.opensSection(line);
  }

  static Block inside(Block before, byte[] line, Blocks.Sink sink) {
    YamlLine yaml = YamlLine.of(line);
    if (Ascii.startsWith(line, yaml.contentStart(), "---")) {
      return Block.NONE;
    }
    if (yaml.isBlank(line)) {
      return before.nextLine();
    }
    Block block = before;
    if (block.place() == Place.SCALAR) {
      if (yaml.indent() > block.inner()) {
        report(yaml.contentStart(), yaml.valueEnd(), sink);
        return block.nextLine();
      }
      block = block.at(block.secret() ? Place.DATA : Place.STRING_DATA, block.indent());
    }
    if (block.place() != Place.SECRET && yaml.indent() > block.indent()) {
      return entry(block, line, yaml, sink).nextLine();
    }
    if (!yaml.hasKey() && "-]}".indexOf(line[yaml.contentStart()]) < 0) {
      return Block.NONE;
    }
    Block next = yaml.hasKey() ? key(block, line, yaml) : block.at(Place.SECRET, block.indent());
    return next.secret() || next.place() != Place.SECRET ? next.nextLine() : Block.NONE;
  }

  /** A key that stands beside the sections. */
  private static Block key(Block block, byte[] line, YamlLine yaml) {
    if (yaml.keyIs(line, "kind")) {
      return yaml.valueIs(line, "secret")
          ? new Block(Place.SECRET, true, yaml.indent(), 0, MAX_LINES, false)
          : Block.NONE;
    }
    if (yaml.keyIs(line, "stringdata") && yaml.opensSection(line)) {
      Place place = block.secret() ? Place.DATA : Place.STRING_DATA;
      return new Block(place, block.secret(), yaml.indent(), 0, MAX_LINES, false);
    }
    if (yaml.keyIs(line, "data") && yaml.opensSection(line)) {
      return block.at(Place.DATA, yaml.indent());
    }
    return block.inside() ? block.at(Place.SECRET, yaml.indent()) : Block.NONE;
  }

  private static Block entry(Block block, byte[] line, YamlLine yaml, Blocks.Sink sink) {
    if (!yaml.hasKey()) {
      return block;
    }
    boolean plain = block.place() == Place.STRING_DATA;
    if (yaml.opensScalar(line)) {
      return block.secret() || plain ? block.scalar(yaml.indent()) : block;
    }
    if (Ascii.startsWith(line, yaml.valueStart(), CERTIFICATE)) {
      return block;
    }
    byte[] value = Arrays.copyOfRange(line, yaml.valueStart(), yaml.valueEnd());
    if (block.secret() || (plain ? !isWords(value) : isEncodedText(value))) {
      report(yaml.valueStart(), yaml.valueEnd(), sink);
    }
    return block;
  }

  /** Words with a digit behind them, as in what is no Secret but looks like one. */
  private static boolean isWords(byte[] value) {
    int end = value.length;
    end -= end > 0 && Ascii.isDigit(value[end - 1]) ? 1 : 0;
    for (int i = 0; i < end; i++) {
      if (!Ascii.isLetter(value[i]) && "-_. ".indexOf(value[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** An identifier, whose digits are base64 too. */
  private static boolean isHex(byte[] value) {
    for (byte b : value) {
      if (!Ascii.isHex(b)) {
        return false;
      }
    }
    return true;
  }

  /** Base64 that decodes to text, as hardly any word does. */
  private static boolean isEncodedText(byte[] value) {
    int runEnd = LineText.base64End(value, 0, false);
    boolean padded = runEnd < value.length;
    int least = padded ? MIN_UNANNOUNCED : MIN_UNPADDED;
    if (value.length < least
        || value.length % 4 != 0
        || LineText.skipPadding(value, runEnd) != value.length) {
      return false;
    }
    byte[] text = Encodings.base64(value, 0, value.length);
    return Encodings.isText(text) && !isWords(text) && !isHex(value);
  }

  private static void report(int start, int end, Blocks.Sink sink) {
    if (end > start) {
      sink.accept(BlockKind.KUBERNETES_SECRET, start, end);
    }
  }
}
