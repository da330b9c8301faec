package dev.tacenda.claude;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Vault;
import java.util.List;

/** Fake secrets that the standard policy masks, put together here so that no scanner trips. */
final class Planted {
  static final String AWS_KEY = "AKI" + "A" + "FAKE2FAKE3FAKE4F";
  static final String GITHUB_TOKEN = "gh" + "p_" + "Fake0".repeat(8);
  static final String CLAUDE_KEY = "sk-" + "ant-" + "fake-".repeat(6) + "x";
  static final String PASSWORD = "n0t-" + "a-real-one";
  static final String URL = "postgres://app:" + PASSWORD + "@db.internal/app";
  static final String PEM_LINE = "MIIE" + "fake".repeat(15);
  static final String PEM =
      "-----BEGIN "
          + "PRIVATE KEY-----\n"
          + PEM_LINE
          + "\n"
          + PEM_LINE
          + "\n-----END PRIVATE "
          + "KEY-----";

  /** What must never come out. */
  static final List<String> VALUES = List.of(AWS_KEY, GITHUB_TOKEN, CLAUDE_KEY, PASSWORD, PEM_LINE);

  static final Masker MASKER = Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  /** Restores nothing. */
  static final ToolInputs TOOLS = new ToolInputs(MASKER, Vault.ofBytes(1024), CallGate.OPEN);

  private Planted() {}
}
