package dev.tacenda.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final String TEXT = "revision 7\nand a second line\n";

  private final NoteSigner alice = NoteSigner.generate("alice.example", new SecureRandom());
  private final NoteSigner bob = NoteSigner.generate("bob.example", new SecureRandom());

  @Test
  void whatWasSignedIsVerifiedByItsKeysOnly() {
    SignedNote read = SignedNote.parse(SignedNote.sign(TEXT, alice).bytes());

    assertThat(read.text()).isEqualTo(TEXT);
    assertThat(read.verifiedBy(List.of(alice.key(), bob.key()))).containsExactly(alice.key());
    assertThat(read.verifiedBy(List.of(bob.key()))).isEmpty();
    assertThat(read.verifiedBy(List.of())).isEmpty();
  }

  @Test
  void severalCanSign() {
    SignedNote read = SignedNote.parse(SignedNote.sign(TEXT, alice, bob).bytes());

    assertThat(read.verifiedBy(Set.of(alice.key(), bob.key())))
        .containsExactlyInAnyOrder(alice.key(), bob.key());
  }

  @Test
  void tellsAForgedSignatureFromThatOfAStranger() {
    NoteSigner otherAlice = NoteSigner.generate("alice.example", new SecureRandom());
    byte[] note = SignedNote.sign(TEXT, alice).bytes();
    note[0] ^= 1;
    SignedNote forged = SignedNote.parse(note);

    assertThat(forged.verifiedBy(List.of(alice.key()))).isEmpty();
    assertThat(forged.isClaimedBy(alice.key())).isTrue();
    assertThat(forged.isClaimedBy(bob.key())).isFalse();
    assertThat(forged.isClaimedBy(otherAlice.key())).isFalse();
  }

  /** The example of the specification, made by another implementation. */
  @Test
  void readsTheNoteOfTheSpecification() {
    NoteKey key =
        NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String note =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n"
            + "\n"
            + "\u2014 PeterNeumann"
            + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    assertThat(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).verifiedBy(List.of(key)))
        .containsExactly(key);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] note = SignedNote.sign(TEXT, alice).bytes();
    for (int i = 0; i < note.length * 8; i++) {
      byte[] changed = note.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThat(isSigned(changed)).as("bit %s", i).isFalse();
    }
  }

  @Test
  void everyCutIsNoticed() {
    byte[] note = SignedNote.sign(TEXT, alice).bytes();
    for (int length = 0; length < note.length; length++) {
      assertThat(isSigned(java.util.Arrays.copyOf(note, length))).as("length %s", length).isFalse();
    }
  }

  private boolean isSigned(byte[] note) {
    try {
      return !SignedNote.parse(note).verifiedBy(List.of(alice.key())).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A wrong signature of a trusted key is an attack or damage, whoever else signed. */
  @Test
  void aWrongSignatureOfAKnownKeySpoilsTheNote() {
    String good = new String(SignedNote.sign(TEXT, bob).bytes(), StandardCharsets.UTF_8);
    String other = new String(SignedNote.sign("other\n", alice).bytes(), StandardCharsets.UTF_8);
    String wrong = good + other.substring(other.indexOf("\u2014"));
    SignedNote note = SignedNote.parse(wrong.getBytes(StandardCharsets.UTF_8));

    assertThat(note.verifiedBy(List.of(alice.key(), bob.key()))).isEmpty();
    assertThat(note.verifiedBy(List.of(bob.key()))).containsExactly(bob.key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\nno dash\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 name AAAAAA=\n",
        "text\n\n\u2014 name AAAAAB==\n",
        "text\n\n\u2014 name ====\n",
        "text\n\n\u2014 name AAAAAAA=",
        "text\r\n\n\u2014 name AAAAAAA=\n",
        "text\u0000\n\n\u2014 name AAAAAAA=\n",
        "\n\n\u2014  AAAAAAA=\n"
      })
  void refusesWhatIsNoNote(String note) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesNotesThatAreTooLongOrNoText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_BYTES + 1]))
        .withMessage("a note must have at most 1048576 bytes, had 1048577");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xff, '\n', '\n', 'x', '\n'}))
        .withMessage("a note must be UTF-8");
    assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.sign("no line end", alice));
    assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.sign(TEXT));
  }

  @Test
  void keysAreWrittenAndReadAsText() {
    NoteSigner again = NoteSigner.parse(alice.secretText());

    assertThat(again.key()).isEqualTo(alice.key()).hasSameHashCodeAs(alice.key());
    assertThat(NoteKey.parse(alice.key().toString())).isEqualTo(alice.key());
    assertThat(SignedNote.sign(TEXT, again).bytes())
        .isEqualTo(SignedNote.sign(TEXT, alice).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name+00000000",
        "name+00000000+AAAA",
        "name+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "na me+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "name+00000000+AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void refusesWhatIsNoKey(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.parse(text));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoteSigner.parse("PRIVATE+KEY+" + text))
        .withMessageNotContaining("AAAA");
  }

  @Test
  void aClosedSignerSignsNothing() {
    alice.close();

    assertThatIllegalStateException().isThrownBy(() -> SignedNote.sign(TEXT, alice));
    assertThatIllegalStateException().isThrownBy(alice::secretText);
  }

  @Test
  void noTextShowsThePrivateKey() {
    // The key itself may hold a plus.
    String secret = alice.secretText().split("\\+", 5)[4];

    assertThat(alice.toString()).doesNotContain(secret).contains("alice.example");
    assertThat(SignedNote.sign(TEXT, alice).toString()).doesNotContain("revision");
  }
}
