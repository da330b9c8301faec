package dev.tacenda.mask;

import java.util.Locale;

/** What a policy wants done with images, PDFs and other content in which no rule can look. */
public enum BinaryAction {
  /** It leaves as it is. */
  PASS,
  /** It leaves as it is if all its text can be read and holds nothing that the policy masks. */
  INSPECT,
  /** It does not leave. */
  REFUSE;

  /** Returns the word that stands for it in a policy file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
