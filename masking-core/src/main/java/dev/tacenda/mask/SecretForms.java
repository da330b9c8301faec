package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The byte forms that one known value can take in text. The table of them stands in {@link
 * KnownSecrets}, which is what this class must keep true.
 *
 * <p>A value is looked for without the white space around it: a shorter text is found wherever the
 * longer one is. A value with several lines is looked for as a whole, with each kind of line end,
 * and line by line. A value of more than {@value #PIECE} bytes is looked for in pieces.
 */
@TrustedCode("lists every form that KnownSecrets claims to find")
final class SecretForms {
  /** The shortest form that is looked for. */
  static final int MIN_LENGTH = 6;

  /** The shortest line of a value that is looked for by itself. */
  static final int MIN_LINE = 8;

  /** The longest stretch that is looked for as one; it bounds what a text position can cost. */
  static final int PIECE = 512;

  private static final List<FormCodec> CODECS = codecs();
  private static final FormCodec UNICODE_LOWER = unicode(FormCodec.Hexadecimal.LOWER);
  private static final FormCodec UNICODE_UPPER = unicode(FormCodec.Hexadecimal.UPPER);

  private SecretForms() {}

  /**
   * Returns the forms of {@code value}, without repetition among those that are stored. The result
   * is empty if the value, without white space around it, is shorter than {@value #MIN_LENGTH}.
   */
  static List<SecretForm> of(byte[] value) {
    Set<ByteKey> stretches = new LinkedHashSet<>();
    for (byte[] whole : SecretLines.wholes(value)) {
      addPieces(whole, stretches);
    }
    for (byte[] line : SecretLines.lines(value)) {
      addPieces(line, stretches);
    }
    List<SecretForm> forms = new ArrayList<>();
    for (ByteKey stretch : stretches) {
      addForms(stretch.bytes(), forms);
    }
    return forms;
  }

  private static void addPieces(byte[] bytes, Set<ByteKey> stretches) {
    for (byte[] piece : SecretLines.pieces(bytes, PIECE)) {
      if (piece.length >= MIN_LENGTH) {
        stretches.add(new ByteKey(piece));
      }
    }
  }

  private static void addForms(byte[] raw, List<SecretForm> forms) {
    ScatteredBytes bytes = ScatteredBytes.copyOf(raw);
    forms.add(new SecretForm(bytes, FormCodec.LITERAL));
    for (FormCodec codec : CODECS) {
      forms.add(new SecretForm(bytes, codec));
    }
    if (isAscii(raw)) {
      forms.add(new SecretForm(bytes, UNICODE_LOWER));
      forms.add(new SecretForm(bytes, UNICODE_UPPER));
    }
    if (!isPlain(raw)) {
      addEscaped(raw, forms);
    }
  }

  private static void addEscaped(byte[] raw, List<SecretForm> forms) {
    Set<String> escaped = PercentText.forms(raw);
    String text = StrictUtf8.decode(raw);
    if (text != null) { // else only the encodings of bytes apply
      escaped.addAll(FormEscapes.of(text));
      escaped.remove(text);
    }
    for (String form : escaped) {
      ScatteredBytes bytes = ScatteredBytes.copyOf(form.getBytes(StandardCharsets.UTF_8));
      forms.add(new SecretForm(bytes, FormCodec.LITERAL));
    }
  }

  /** Returns true if no format has to escape any of the bytes. */
  private static boolean isPlain(byte[] value) {
    for (byte b : value) {
      if (b < 0 || (!Character.isLetterOrDigit(b) && b != '_' && b != '-' && b != '.')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<FormCodec> codecs() {
    List<FormCodec> codecs = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      codecs.add(new FormCodec.Base64(before, FormCodec.Base64.STANDARD, RunAlphabet.BASE64));
      codecs.add(new FormCodec.Base64(before, FormCodec.Base64.URL_SAFE, RunAlphabet.BASE64URL));
    }
    for (String digits : List.of(FormCodec.Hexadecimal.LOWER, FormCodec.Hexadecimal.UPPER)) {
      codecs.add(new FormCodec.Hexadecimal("", digits, RunAlphabet.HEX));
      codecs.add(new FormCodec.Hexadecimal("%", digits, RunAlphabet.PERCENT));
    }
    return List.copyOf(codecs);
  }

  private static FormCodec unicode(String digits) {
    return new FormCodec.Hexadecimal("\\u00", digits, RunAlphabet.NONE);
  }
}
