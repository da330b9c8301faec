package dev.tacenda.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts values back in place of placeholders. Immutable and thread-safe. */
@TrustedCode("Only genuine placeholders of the vault are restored, and only if masking undoes it.")
final class Restorer {
  private final Placeholders placeholders;
  private final TextMask textMask;
  private final long learntSeed;

  Restorer(Placeholders placeholders, TextMask textMask, long learntSeed) {
    this.placeholders = placeholders;
    this.textMask = textMask;
    this.learntSeed = learntSeed;
  }

  /** A placeholder in a text. */
  private record Place(int start, int end, String placeholder) {}

  /** Returns how many genuine placeholders stand in {@code text}. */
  int count(String text) {
    // Halves of characters become question marks, which are no part of a placeholder.
    return places(text.getBytes(StandardCharsets.UTF_8)).size();
  }

  Restoration restore(String text, Vault vault, Predicate<String> kinds) {
    byte[] masked = StrictUtf8.encode(text);
    if (masked == null) {
      // Half a character stands in it, which UTF-8 cannot express.
      return new Restoration(text, 0, count(text));
    }
    List<Place> places = places(masked);
    List<Place> restored = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream(masked.length);
    int from = 0;
    for (Place place : places) {
      Optional<Vault.Entry> entry =
          vault.find(place.placeholder()).filter(each -> kinds.test(each.label().kind()));
      if (entry.isPresent()) {
        byte[] value = entry.get().value();
        out.write(masked, from, place.start() - from);
        out.writeBytes(value);
        from = place.end();
        restored.add(place);
      }
    }
    out.write(masked, from, masked.length - from);
    byte[] raw = out.toByteArray();
    if (restored.isEmpty() || !isUndone(raw, masked, vault)) {
      return new Restoration(text, 0, places.size());
    }
    restored.forEach(place -> vault.restored(place.placeholder()));
    String result = StrictUtf8.decode(raw);
    return result == null
        ? new Restoration(text, 0, places.size())
        : new Restoration(result, restored.size(), places.size() - restored.size());
  }

  /**
   * A value that would not be found again in what the client sends back would leave raw, and change
   * what the model has seen.
   */
  private boolean isUndone(byte[] raw, byte[] masked, Vault vault) {
    LearntValues values = new LearntValues(learntSeed);
    vault.teachAll(values);
    TextMask.Outcome outcome = textMask.decide(raw, 0, raw.length, values, ScanState.START);
    List<byte[]> replacements = textMask.replacements(raw, outcome.masked(), values);
    byte[] again = new Rendering(raw, 0, raw.length, outcome.masked(), replacements).bytes();
    return Arrays.equals(again, masked);
  }

  private List<Place> places(byte[] text) {
    List<Place> places = new ArrayList<>();
    int at = placeholders.nextPlaceholder(text, 0, text.length);
    while (at >= 0) {
      int end = placeholders.endOfPlaceholder(text, at, text.length);
      String placeholder = new String(text, at, end - at, StandardCharsets.US_ASCII);
      places.add(new Place(at, end, placeholder));
      at = placeholders.nextPlaceholder(text, end, text.length);
    }
    return places;
  }
}
