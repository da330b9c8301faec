package dev.tacenda.audit.note;

import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A text and signatures over it, in the form of <a href="https://c2sp.org/signed-note">C2SP signed
 * notes</a>: the text, an empty line, and one line for each signature.
 *
 * <pre>
 * revision 7
 *
 * — policies.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
 * </pre>
 *
 * <p>A note says nothing before its signatures were checked: {@link #verifiedBy} tells which of the
 * keys that one trusts have signed it. Signatures of unknown keys are passed over, so that keys can
 * be changed; a wrong signature of a known key makes the whole note worthless. Immutable and
 * thread-safe.
 */
@TrustedCode("decides whether a policy or an approval was signed")
public final class SignedNote {
  /** The longest note that is read, with its signatures. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_SIGNATURES = 16;
  private static final String SIGNATURE_START = "\u2014 ";

  private final String text;
  private final List<NoteSignature> signatures;

  /**
   * One line of signature.
   *
   * @param name of the key
   * @param base64 the key's id and the signature
   */
  private record NoteSignature(String name, String base64) {

    static NoteSignature of(NoteSigner signer, byte[] text) {
      byte[] signature = signer.sign(text);
      byte[] both = Arrays.copyOf(signer.key().id(), NoteKey.ID_BYTES + signature.length);
      System.arraycopy(signature, 0, both, NoteKey.ID_BYTES, signature.length);
      return new NoteSignature(signer.key().name(), Base64.getEncoder().encodeToString(both));
    }

    boolean isOf(NoteKey key) {
      return name.equals(key.name())
          && Arrays.equals(Arrays.copyOf(bytes(), NoteKey.ID_BYTES), key.id());
    }

    byte[] signature() {
      byte[] both = bytes();
      return Arrays.copyOfRange(both, NoteKey.ID_BYTES, both.length);
    }

    private byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Signs {@code text}.
   *
   * @param text one line or more, each ended by a line feed, without other control characters
   * @throws IllegalArgumentException if the text is anything else, there are no signers or more
   *     than 16, or the note gets longer than {@link #MAX_BYTES}
   */
  public static SignedNote sign(String text, NoteSigner... signers) {
    requireText(Objects.requireNonNull(text, "text"));
    if (signers.length == 0 || signers.length > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "signers must be 1.." + MAX_SIGNATURES + ", were " + signers.length);
    }
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    List<NoteSignature> signatures = new ArrayList<>();
    for (NoteSigner signer : signers) {
      signatures.add(NoteSignature.of(signer, signed));
    }
    SignedNote note = new SignedNote(text, signatures);
    requireLength(note.bytes().length);
    return note;
  }

  /**
   * Reads a note; whether anyone signed it, {@link #verifiedBy} says.
   *
   * @throws IllegalArgumentException if it is no strict note; the message holds nothing of it
   */
  public static SignedNote parse(byte[] note) {
    requireLength(note.length);
    String all = utf8(note);
    int split = all.lastIndexOf("\n\n");
    if (split < 0 || !all.endsWith("\n")) {
      throw new IllegalArgumentException("a note must have text, an empty line and signatures");
    }
    String text = all.substring(0, split + 1);
    requireText(text);
    String[] lines = all.substring(split + 2).split("\n", -1);
    List<NoteSignature> signatures = new ArrayList<>();
    for (int i = 0; i < lines.length - 1; i++) {
      signatures.add(signature(lines[i]));
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note must have 1.." + MAX_SIGNATURES + " signatures");
    }
    return new SignedNote(text, signatures);
  }

  private static NoteSignature signature(String line) {
    String[] parts =
        line.startsWith(SIGNATURE_START)
            ? line.substring(SIGNATURE_START.length()).split(" ", -1)
            : new String[0];
    if (parts.length != 2 || parts[0].isEmpty()) {
      throw new IllegalArgumentException("a line of signature must read: dash, name, base64");
    }
    if (base64(parts[1]).length <= NoteKey.ID_BYTES) {
      throw new IllegalArgumentException("a signature is too short");
    }
    return new NoteSignature(parts[0], parts[1]);
  }

  /** Decodes base64 that could not be written in another way, so that a note has one spelling. */
  private static byte[] base64(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a signature is not in base64");
    }
    if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
      throw new IllegalArgumentException("a signature is not in canonical base64");
    }
    return decoded;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a note must be UTF-8");
    }
  }

  private static void requireText(String text) {
    boolean controls = text.chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x7f);
    if (!text.endsWith("\n") || controls) {
      throw new IllegalArgumentException(
          "the text of a note must end in a line feed and have no other control characters");
    }
  }

  private static void requireLength(int bytes) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a note must have at most " + MAX_BYTES + " bytes, had " + bytes);
    }
  }

  /** Returns the text. It means nothing before {@link #verifiedBy} was asked. */
  public String text() {
    return text;
  }

  /**
   * Returns which of {@code trusted} have signed the text; none if a signature that claims to be of
   * one of them is wrong.
   */
  public Set<NoteKey> verifiedBy(Collection<NoteKey> trusted) {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    Set<NoteKey> verified = new LinkedHashSet<>();
    for (NoteSignature each : signatures) {
      for (NoteKey key : trusted) {
        if (each.isOf(key)) {
          if (!key.verifies(signed, each.signature())) {
            return Set.of();
          }
          verified.add(key);
        }
      }
    }
    return verified;
  }

  /**
   * Returns true if a signature says that it is of {@code key}, whether it is right or not: it
   * tells a forged or damaged note from one of a stranger, and nothing else.
   */
  public boolean isClaimedBy(NoteKey key) {
    return signatures.stream().anyMatch(each -> each.isOf(key));
  }

  /** Returns the whole note as bytes. */
  public byte[] bytes() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(
        each -> all.append(SIGNATURE_START + each.name() + ' ' + each.base64() + '\n'));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the number of signatures and the length of the text. */
  @Override
  public String toString() {
    return "SignedNote[" + text.length() + " characters, " + signatures.size() + " signatures]";
  }
}
