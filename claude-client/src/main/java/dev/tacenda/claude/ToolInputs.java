package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.claude.ToolWords.Kind;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.Restoration;
import dev.tacenda.mask.RestoreRule;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides what a tool of the client gets as its input. Values are restored where the policy says
 * so. A call is withheld that would send a placeholder, and with it perhaps a value, to somebody
 * else, or that would write one into a file in place of the value.
 *
 * <p>That a command reaches for the network is told by its words. It stops what a model does that
 * was talked into it, not a program that hides what it does.
 *
 * <p>Thread-safe.
 */
@TrustedCode("A raw value goes only to a tool and an argument that the policy names.")
final class ToolInputs {
  private final Masker masker;
  private final Vault vault;
  private final CallGate gate;
  private final ToolWords words = ToolWords.standard();
  private final AtomicInteger restored = new AtomicInteger();

  /** Keeps what is masked in {@code vault}, and restores from it. */
  ToolInputs(Masker masker, Vault vault, CallGate gate) {
    this.masker = masker;
    this.vault = vault;
    this.gate = gate;
  }

  /** Masks a JSON document, and remembers what it replaces. */
  MaskResult mask(byte[] json, ScanScope scope) {
    return masker.maskJson(json, scope, vault);
  }

  /** Returns how many calls showed each risk so far. */
  Map<Risk, Integer> risks() {
    return gate.shown();
  }

  /** Returns how many values were restored so far. */
  int restored() {
    return restored.get();
  }

  /**
   * Returns what the caller gets of a masked document: the same array if no tool input changes.
   *
   * @throws ResponseRefusedException if a call must be withheld
   */
  byte[] deliver(byte[] masked) {
    if (!isOfInterest(masked)) {
      return masked;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(masked.length);
    int from = 0;
    for (ToolCalls.Call call : ToolCalls.in(masked)) {
      byte[] input = Arrays.copyOfRange(masked, call.start(), call.end());
      byte[] given = deliver(call.tool(), input);
      if (given != input) {
        out.write(masked, from, call.start() - from);
        out.writeBytes(given);
        from = call.end();
      }
    }
    if (from == 0) {
      return masked;
    }
    out.write(masked, from, masked.length - from);
    return out.toByteArray();
  }

  /**
   * Returns what a tool gets of its masked input: the same array if that does not change.
   *
   * @param input one JSON object
   * @throws ResponseRefusedException if the call must be withheld
   */
  byte[] deliver(String tool, byte[] input) {
    if (!isOfInterest(input)) {
      return input;
    }
    List<Argument> all = arguments(input);
    if (gate.looksAtCalls()) {
      gate.permit(tool, all.stream().map(Argument::text).toList(), input);
    }
    if (all.stream().noneMatch(each -> each.left() > 0)) {
      return input;
    }
    Kind kind = words.kindOf(tool);
    refuseExfiltration(kind, all);
    List<Argument> given = all.stream().map(each -> restored(tool, kind, each)).toList();
    refuseWriteBack(kind, given);
    return spliced(input, given);
  }

  /** A placeholder that stands there in escapes is found as well. */
  private boolean isOfInterest(byte[] json) {
    return gate.looksAtCalls() || ByteText.contains(json, "TCN_") || ByteText.contains(json, "\\u");
  }

  /**
   * A string of the input.
   *
   * @param path the keys that lead to it
   * @param start its opening quote
   * @param end the byte behind its closing quote
   * @param text what it says
   * @param left how many genuine placeholders are in it
   * @param changed true if values were restored in it
   */
  private record Argument(
      List<String> path,
      int start,
      int end,
      boolean isKey,
      String text,
      int left,
      boolean changed) {
    Argument with(Restoration done) {
      return new Argument(path, start, end, isKey, done.text(), done.left(), done.restored() > 0);
    }

    /** Names the place, never the text. */
    @Override
    public String toString() {
      return "Argument[" + start + ", " + end + "]";
    }
  }

  private List<Argument> arguments(byte[] input) {
    List<Argument> found = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    Deque<Integer> indexes = new ArrayDeque<>();
    try (JsonParser parser = Json.parser(input)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case FIELD_NAME -> {
            path.pop();
            path.push(parser.currentName());
            found.add(argument(parser, path, true));
          }
          case START_OBJECT -> {
            next(path, indexes);
            path.push("");
            indexes.push(-1);
          }
          case START_ARRAY -> {
            next(path, indexes);
            path.push("");
            indexes.push(0);
          }
          case END_OBJECT, END_ARRAY -> {
            path.pop();
            indexes.pop();
          }
          case VALUE_STRING -> {
            next(path, indexes);
            found.add(argument(parser, path, false));
          }
          default -> next(path, indexes);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("masked input is JSON");
    }
    return found;
  }

  /** Steps to the next element, if this is an array. */
  private static void next(Deque<String> path, Deque<Integer> indexes) {
    if (!indexes.isEmpty() && indexes.getFirst() >= 0) {
      int index = indexes.pop();
      path.pop();
      path.push(Integer.toString(index));
      indexes.push(index + 1);
    }
  }

  private Argument argument(JsonParser parser, Deque<String> path, boolean isKey)
      throws IOException {
    String text = parser.getText();
    List<String> keys = new ArrayList<>(path);
    Collections.reverse(keys);
    int start = (int) parser.currentTokenLocation().getByteOffset();
    int end = (int) parser.currentLocation().getByteOffset();
    int left = masker.countPlaceholders(text);
    return new Argument(List.copyOf(keys), start, end, isKey, text, left, false);
  }

  /**
   * What a command does with a placeholder may be said in another argument than the one it is in.
   */
  private void refuseExfiltration(Kind kind, List<Argument> all) {
    boolean leaves =
        switch (kind) {
          case NETWORK -> true;
          case SHELL ->
              all.stream().anyMatch(e -> words.reachesOut(e.text()) || words.encodes(e.text()));
          case WRITER, OTHER -> false;
        };
    if (leaves) {
      throw new ResponseRefusedException(
          Reason.EXFILTRATION,
          "a tool call would send a masked value to somebody else, or change how it is written");
    }
  }

  private Argument restored(String tool, Kind kind, Argument argument) {
    List<RestoreRule> rules =
        masker.policy().traffic().restoreRules().stream()
            .filter(each -> each.appliesTo(tool, argument.path()))
            .toList();
    // In a tool nobody knows, an address may be one that the tool asks.
    boolean mayLeave = kind == Kind.OTHER && argument.text().contains("://");
    if (argument.left() == 0 || rules.isEmpty() || mayLeave || argument.isKey()) {
      return argument;
    }
    Restoration done =
        masker.restore(
            argument.text(), vault, found -> rules.stream().anyMatch(each -> each.allows(found)));
    restored.addAndGet(done.restored());
    return argument.with(done);
  }

  private void refuseWriteBack(Kind kind, List<Argument> given) {
    if (masker.policy().traffic().passesWriteBack()
        || given.stream().noneMatch(each -> each.left() > 0)) {
      return;
    }
    boolean writes =
        kind == Kind.WRITER
            || (kind == Kind.SHELL && given.stream().anyMatch(e -> words.writesFiles(e.text())));
    if (writes) {
      throw new ResponseRefusedException(
          Reason.WRITE_BACK,
          "a tool call would write a placeholder into a file; let the policy restore values for the"
              + " tool, or say 'write-back: pass'");
    }
  }

  private static byte[] spliced(byte[] input, List<Argument> given) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length);
    int from = 0;
    for (Argument each : given) {
      if (each.changed()) {
        out.write(input, from, each.start() - from);
        out.writeBytes(JsonLiteral.of(each.text()));
        from = each.end();
      }
    }
    if (from == 0) {
      return input;
    }
    out.write(input, from, input.length - from);
    return out.toByteArray();
  }
}
