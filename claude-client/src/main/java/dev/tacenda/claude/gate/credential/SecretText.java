package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import java.util.Arrays;

/** A secret as programs and files give it: one line, with or without its end. */
final class SecretText {
  private SecretText() {}

  /**
   * Takes over {@code text}, which is wiped.
   *
   * @throws CredentialException if it holds nothing, or more than one line
   */
  static SealedSecret of(byte[] text) {
    try {
      int end = text.length;
      while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
        end--;
      }
      for (int i = 0; i < end; i++) {
        if (text[i] == '\n' || text[i] == '\r') {
          throw new CredentialException(Reason.MALFORMED);
        }
      }
      if (end == 0) {
        throw new CredentialException(Reason.MALFORMED);
      }
      return SealedSecret.take(Arrays.copyOf(text, end));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
