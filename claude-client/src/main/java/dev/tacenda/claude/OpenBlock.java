package dev.tacenda.claude;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.StreamMasker;
import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held back of one content block of a stream. Confined to one thread. */
@TrustedCode("Text and tool input come out masked as a whole, never piece by piece.")
final class OpenBlock {
  private final BlockPlace place;
  private final Masker masker;
  private final RuleCounts counts;
  private final StringBuilder input = new StringBuilder();
  private final List<byte[]> citations = new ArrayList<>();
  private @Nullable StreamMasker text;
  private int findings;
  private long citationBytes;

  OpenBlock(BlockPlace place, Masker masker, RuleCounts counts) {
    this.place = place;
    this.masker = masker;
    this.counts = counts;
  }

  /** Takes the next text of the block and returns the masked text that is decided now. */
  String text(String piece) {
    if (text == null) {
      text = masker.stream();
    }
    String decided = text.append(piece);
    if (!decided.equals(piece)) {
      countFindings(text);
    }
    return decided;
  }

  /** Returns true if the block had text, so that some of it may be held. */
  boolean hasText() {
    return text != null;
  }

  /**
   * Ends the block and returns the events that it held back: the rest of its text, its input and
   * its citations.
   */
  List<byte[]> end() {
    List<byte[]> events = new ArrayList<>();
    String rest = endOfText();
    if (!rest.isEmpty()) {
      events.add(place.textEvent(rest));
    }
    String wholeInput = maskedInput();
    if (!wholeInput.isEmpty()) {
      events.add(place.inputEvent(wholeInput));
    }
    events.addAll(citations);
    return events;
  }

  private String endOfText() {
    if (text == null) {
      return "";
    }
    String rest = text.finish();
    countFindings(text);
    return rest;
  }

  private void countFindings(StreamMasker stream) {
    counts.addFrom(findings, stream.findings());
    findings = stream.findings().size();
  }

  /** Takes the next fragment of the tool input. */
  void input(String fragment) {
    input.append(fragment);
  }

  /** Returns the masked tool input, or the masked beginning of what is not JSON. */
  private String maskedInput() {
    if (input.length() == 0) {
      return "";
    }
    try {
      return masked(JsonPrefix.of(input));
    } catch (MaskingException e) {
      if (e.reason() != MaskingException.Reason.MALFORMED_JSON) {
        throw e;
      }
      return "";
    }
  }

  private String masked(JsonPrefix prefix) {
    byte[] utf8 = JsonLiteral.utf8(prefix.beginning() + prefix.completion());
    MaskResult result = masker.maskJson(utf8, ScanScope.everything());
    counts.addAll(result.countsByRule());
    return result.changed() ? withoutCompletion(result, prefix) : prefix.beginning().toString();
  }

  private static String withoutCompletion(MaskResult result, JsonPrefix prefix) {
    String masked = new String(result.bytes(), StandardCharsets.UTF_8);
    String completion = prefix.completion();
    if (!masked.endsWith(completion)) {
      return "";
    }
    return masked.substring(0, masked.length() - completion.length());
  }

  /** Keeps an event that must not overtake the text that is held. */
  void citation(byte[] event) {
    citations.add(event);
    citationBytes += event.length;
  }

  /** Returns how much tool input and citations are held. */
  long heldChars() {
    return input.length() + citationBytes;
  }
}
