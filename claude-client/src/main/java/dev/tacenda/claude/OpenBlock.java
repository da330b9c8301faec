package dev.tacenda.claude;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.StreamMasker;
import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held back of one content block of a stream. Confined to one thread. */
@TrustedCode("Text and tool input come out masked as a whole, never piece by piece.")
final class OpenBlock {
  private final BlockPlace place;
  private final Masker masker;
  private final ToolInputs tools;
  private final RuleCounts counts;
  private final StringBuilder input = new StringBuilder();
  private final List<byte[]> citations = new ArrayList<>();
  private @Nullable StreamMasker text;
  private @Nullable String tool;
  private int findings;
  private long citationBytes;

  OpenBlock(BlockPlace place, Masker masker, ToolInputs tools, RuleCounts counts) {
    this.place = place;
    this.masker = masker;
    this.tools = tools;
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

  /** Says that the block is a call of a tool of the client. */
  void isCallOf(String name) {
    tool = name;
  }

  /** Returns true if the block had text, so that some of it may be held. */
  boolean hasText() {
    return text != null;
  }

  /** Ends the block and writes what it held back: the rest of its text, input and citations. */
  void end(MaskedOutput out) {
    String rest = endOfText();
    if (!rest.isEmpty()) {
      out.write(place.textEvent(rest));
    }
    writeInput(out);
    citations.forEach(out::write);
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

  /** Writes the tool input, or the beginning of what is not JSON. */
  private void writeInput(MaskedOutput out) {
    if (input.length() == 0) {
      return;
    }
    JsonPrefix prefix = JsonPrefix.of(input);
    byte[] whole = JsonLiteral.utf8(prefix.beginning() + prefix.completion());
    byte[] masked = masked(whole);
    byte[] delivered = tool == null ? masked : tools.deliver(tool, masked);
    String maskedText = withoutCompletion(masked, whole, prefix);
    if (!maskedText.isEmpty()) {
      String deliveredText = withoutCompletion(delivered, whole, prefix);
      out.write(place.inputEvent(deliveredText), place.inputEvent(maskedText));
    }
  }

  /** Returns the masked input; nothing of what cannot be masked, because it is not JSON. */
  private byte[] masked(byte[] whole) {
    try {
      MaskResult result = tools.mask(whole, ScanScope.everything());
      counts.addAll(result.countsByRule());
      return result.bytes();
    } catch (MaskingException e) {
      if (e.reason() != MaskingException.Reason.MALFORMED_JSON) {
        throw e;
      }
      return new byte[0];
    }
  }

  private static String withoutCompletion(byte[] json, byte[] whole, JsonPrefix prefix) {
    if (Arrays.equals(json, whole)) {
      return prefix.beginning().toString();
    }
    String text = new String(json, StandardCharsets.UTF_8);
    String completion = prefix.completion();
    return text.endsWith(completion) ? text.substring(0, text.length() - completion.length()) : "";
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
