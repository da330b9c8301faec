package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RuleSet;
import java.nio.charset.StandardCharsets;

/** What the rules of a configuration mask, with {@code <TYPE>} for each placeholder. */
final class Masked {
  private Masked() {}

  static GitleaksConfig config(String toml) {
    return GitleaksConfig.parse("team.toml", toml.getBytes(StandardCharsets.UTF_8));
  }

  static Masker masker(RuleSet rules) {
    return Masker.of(MaskingPolicy.builder(rules).build(), PlaceholderKey.of(new byte[32]));
  }

  static String text(String toml, String text) {
    return text(config(toml), text);
  }

  static String text(GitleaksConfig config, String text) {
    return shown(masker(config.ownRules()).maskText(text).text());
  }

  static String shown(String masked) {
    return masked.replaceAll("TCN_([A-Z0-9]+)_[a-z2-7]{24}", "<$1>");
  }
}
