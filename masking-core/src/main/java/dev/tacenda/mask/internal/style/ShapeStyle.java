package dev.tacenda.mask.internal.style;

import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Optional;

/**
 * Writes what parses like the value: an e-mail address for one, an IP address for one, and else
 * text of the same length and classes of characters. Immutable.
 */
@TrustedCode("What is written is derived by a keyed hash, but for length and classes.")
public final class ShapeStyle {
  private final EmailShape emails;
  private final AddressShape addresses;
  private final ShapeText texts;

  public ShapeStyle(KeyedHash hash) {
    this.emails = new EmailShape(hash);
    this.addresses = new AddressShape(hash);
    this.texts = new ShapeText(hash);
  }

  /**
   * Returns the shape of {@code value}, or empty if it has none: it is shorter than 8 letters or 11
   * digits, or it has a line end or another control character.
   */
  public Optional<byte[]> of(byte[] value) {
    if (EmailShape.isAddress(value)) {
      return Optional.of(emails.of(value));
    }
    return addresses.of(value).or(() -> texts.of(value));
  }

  /** Returns the shape of one line of a PEM body: base64 of the same length. */
  public byte[] ofLine(byte[] line) {
    return texts.ofLine(line);
  }

  /** Returns what recognises the shapes of addresses. Others are recognised by {@link #near}. */
  public List<Mark> marks() {
    return List.of(emails, addresses);
  }

  /** Starts to look for shapes of text in {@code text[from, to)}. */
  public NearbyShapes near(byte[] text, int from, int to) {
    return new NearbyShapes(texts, text, from, to);
  }
}
