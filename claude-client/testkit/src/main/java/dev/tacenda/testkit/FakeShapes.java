package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Builds values with the shape of a real secret and the word FAKE in them. All parts are joined at
 * run time, so that no scanner finds a token in a repository that uses this kit. Confined to one
 * thread.
 */
final class FakeShapes {

  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  /** The order of digits in the checksum of GitHub and npm tokens. */
  private static final String BASE62 = DIGITS + UPPER + LOWER;

  private static final String FAKE = "FAKE";
  private static final int PEM_LINES = 25;
  private static final int PEM_LINE_BYTES = 48;

  private final Random random;

  FakeShapes(long seed) {
    this.random = new Random(seed);
  }

  /** Characters of the alphabet, always with one capital, one small letter and one digit. */
  private String password(int length) {
    return pick(UPPER, 1) + pick(LOWER, 1) + pick(DIGITS, 1) + pick(BASE62, length - 3);
  }

  private String pick(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  String plainPassword() {
    return password(6) + FAKE + password(8);
  }

  /** Letters A-Z and digits 2-7 after the prefix: the key id is base32. */
  String awsAccessKeyId() {
    return "AK" + "IA" + FAKE + pick("234567", 1) + pick(UPPER + "234567", 11);
  }

  String awsSecretAccessKey() {
    return password(10) + "/" + FAKE + "+" + password(24);
  }

  /** Thirty characters, then their CRC32 in base 62, six digits with leading zeros. */
  String githubToken() {
    return checksummed("gh" + "p_");
  }

  /** The same form as a GitHub token under another prefix. */
  String npmToken() {
    return checksummed("np" + "m_");
  }

  private String checksummed(String prefix) {
    String body = FAKE + password(26);
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return prefix + body + base62(crc.getValue());
  }

  private static String base62(long value) {
    StringBuilder digits = new StringBuilder();
    for (long rest = value; digits.length() < 6; rest /= 62) {
      digits.insert(0, BASE62.charAt((int) (rest % 62)));
    }
    return digits.toString();
  }

  String slackToken() {
    return "xo" + "xb-" + pick(DIGITS, 12) + "-" + pick(DIGITS, 12) + "-" + FAKE + password(20);
  }

  String stripeKey() {
    return "sk" + "_live_" + FAKE + password(20);
  }

  /** Random bytes between the lines of a PKCS#8 block (RFC 7468); no key is inside. */
  String pemPrivateKey() {
    StringBuilder pem = new StringBuilder("-----BEGIN " + "PRIVATE KEY-----\n");
    for (int i = 0; i < PEM_LINES; i++) {
      String line = Base64.getEncoder().encodeToString(bytes(PEM_LINE_BYTES));
      pem.append(i == 0 ? "MII" + FAKE + line.substring(7) : line).append('\n');
    }
    return pem.append("-----END " + "PRIVATE KEY-----").toString();
  }

  /** Header and claims say that it is fake; the signature is random. */
  String jwt() {
    return base64url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
        + "."
        + base64url(
            "{\"iss\":\"https://login.acme-internal.example\",\"sub\":\"FAKE\",\"jti\":\""
                + pick(BASE62, 12)
                + "\"}")
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  private static String base64url(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
  }

  /** The top-level domain is reserved for examples (RFC 2606). */
  String email() {
    return "fake." + pick(LOWER, 5) + "." + pick(LOWER, 7) + "@acme-internal.example";
  }

  /** Sixteen digits from a range that payment providers use for tests, with Luhn's digit. */
  String cardNumber() {
    String body = "4000" + "00" + pick(DIGITS, 9);
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(i) - '0';
      int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += i % 2 == 0 ? doubled : digit;
    }
    return body + (10 - sum % 10) % 10;
  }
}
