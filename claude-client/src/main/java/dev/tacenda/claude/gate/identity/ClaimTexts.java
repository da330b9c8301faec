package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.Claims;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims as texts: strings as they are, numbers as they are written, truth values as {@code true}
 * and {@code false}, lists of these as several texts. Whatever else a claim may be has no text.
 */
final class ClaimTexts {
  private ClaimTexts() {}

  /** Returns the texts of a claim; empty if it is missing or has none. */
  static Optional<List<String>> of(@Nullable JsonValue value) {
    if (!(value instanceof Items items)) {
      String text = single(value);
      return text == null ? Optional.empty() : Optional.of(List.of(text));
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue each : items.values()) {
      String text = single(each);
      if (text == null) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** Returns the text of a claim that is no list; null if it has none. */
  static @Nullable String single(@Nullable JsonValue value) {
    if (value instanceof JsonValue.Text text) {
      return text.value();
    }
    if (value instanceof JsonValue.Numeral number) {
      return number.spelling();
    }
    return value instanceof JsonValue.Truth truth ? String.valueOf(truth.value()) : null;
  }

  /**
   * Returns all claims that have texts.
   *
   * @throws IdentityException if there are more of them, or longer ones, than {@link Claims} holds:
   *     leaving one out could leave out the one by which a policy is chosen
   */
  static Claims all(Members members) throws IdentityException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    members.values().forEach((name, value) -> of(value).ifPresent(list -> texts.put(name, list)));
    try {
      return Claims.of(texts);
    } catch (IllegalArgumentException e) {
      throw new IdentityException(Reason.CLAIMS_TOO_LARGE);
    }
  }
}
