package dev.tacenda.claude.gate.identity;

import static dev.tacenda.claude.gate.identity.TokenDraft.seconds;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.claude.gate.IdentityException.Reason;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that must be refused, each with the one reason for it. */
final class Attacks {
  private final List<Attack> all = new ArrayList<>();

  /**
   * One of them.
   *
   * @param name what somebody tries
   * @param token makes it
   * @param expected the code with which it is refused
   */
  record Attack(String name, Supplier<String> token, Reason expected) {
    @Override
    public String toString() {
      return name + " -> " + expected;
    }
  }

  static List<Attack> all() {
    Attacks attacks = new Attacks();
    attacks.form();
    attacks.json();
    attacks.header();
    attacks.algorithm();
    attacks.issuer();
    attacks.keys();
    attacks.signature();
    attacks.times();
    attacks.audience();
    attacks.caller();
    attacks.groups();
    return attacks.all;
  }

  private void add(Reason expected, String name, Consumer<TokenDraft> change) {
    all.add(
        new Attack(
            name,
            () -> {
              TokenDraft draft = new TokenDraft();
              change.accept(draft);
              return draft.token();
            },
            expected));
  }

  private void raw(Reason expected, String name, Supplier<String> token) {
    all.add(new Attack(name, token, expected));
  }

  private static String good() {
    return new TokenDraft().token();
  }

  private static String part(int index) {
    return good().split("\\.", -1)[index];
  }

  private void form() {
    raw(Reason.TOKEN_TOO_LONG, "17,000 characters", () -> good() + "A".repeat(17_000));
    raw(Reason.TOKEN_ENCRYPTED, "five parts", () -> good() + ".AAAA.AAAA");
    raw(Reason.TOKEN_PARTS_WRONG, "four parts", () -> good() + ".AAAA");
    raw(Reason.TOKEN_PARTS_WRONG, "two parts", () -> part(0) + "." + part(1));
    raw(Reason.TOKEN_PARTS_WRONG, "one word", () -> "FAKE");
    raw(Reason.TOKEN_PARTS_WRONG, "signature removed", () -> part(0) + "." + part(1) + ".");
    raw(Reason.TOKEN_PARTS_WRONG, "payload removed", () -> part(0) + ".." + part(2));
    raw(Reason.TOKEN_PARTS_WRONG, "header removed", () -> "." + part(1) + "." + part(2));
    add(Reason.BASE64_PADDED, "signature padded", d -> d.editToken(t -> t + "=="));
    add(Reason.BASE64_PADDED, "header padded", d -> d.editToken(t -> t.replaceFirst("\\.", "=.")));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "space in the payload", d -> insert(d, " "));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "line end in the payload", d -> insert(d, "\n"));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "base64 of the other alphabet", d -> insert(d, "+"));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "a letter that looks alike", d -> insert(d, "\u0430"));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "line end behind", d -> d.editToken(t -> t + "\n"));
    add(Reason.TOKEN_CHARACTER_ILLEGAL, "space before", d -> d.editToken(t -> " " + t));
    add(Reason.BASE64_NOT_CANONICAL, "unused bits set", d -> d.editToken(Attacks::withUnusedBits));
    add(Reason.BASE64_NOT_CANONICAL, "one character too many", Attacks::withLooseCharacter);
  }

  private static void insert(TokenDraft draft, String text) {
    draft.editToken(
        t -> t.substring(0, t.indexOf('.') + 9) + text + t.substring(t.indexOf('.') + 9));
  }

  /** 256 bytes have two unused bits less than their 342 characters, so the last has four. */
  private static String withUnusedBits(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last | 1);
  }

  private static void withLooseCharacter(TokenDraft draft) {
    draft.editToken(t -> t + "AAA");
  }

  private void json() {
    raw(Reason.TEXT_NOT_UTF8, "payload in Latin-1", () -> claimsAs("\"\u00e4\"", ISO_8859_1));
    raw(Reason.JSON_MALFORMED, "payload in UTF-16", () -> claimsAs("\"x\"", UTF_16LE));
    add(Reason.JSON_MALFORMED, "byte order mark", d -> d.editClaims(json -> "\ufeff" + json));
    add(Reason.JSON_MALFORMED, "header is no JSON", d -> d.editHeader(json -> "header"));
    add(Reason.JSON_MALFORMED, "payload is no JSON", d -> d.editClaims(json -> "{'sub':'x'}"));
    add(Reason.JSON_MALFORMED, "payload is cut", d -> d.editClaims(json -> cut(json)));
    add(Reason.JSON_MALFORMED, "comment", d -> d.editClaims(json -> "/**/" + json));
    add(Reason.JSON_MALFORMED, "comma behind", d -> d.editClaims(json -> cut(json) + ",}"));
    add(Reason.JSON_MALFORMED, "exp is NaN", d -> d.claim("exp", "NaN"));
    add(Reason.JSON_MALFORMED, "exp has a leading zero", d -> d.claim("exp", "0" + seconds(9)));
    add(Reason.JSON_NOT_OBJECT, "payload is a list", d -> d.editClaims(json -> "[" + json + "]"));
    add(Reason.JSON_NOT_OBJECT, "header is a string", d -> d.editHeader(json -> "\"x\""));
    add(Reason.JSON_TRAILING_DATA, "a second payload", d -> d.editClaims(json -> json + json));
    add(Reason.JSON_TRAILING_DATA, "garbage behind", d -> d.editClaims(json -> json + " x"));
    add(Reason.JSON_TRAILING_DATA, "header with more", d -> d.editHeader(json -> json + "{}"));
    add(Reason.JSON_DUPLICATE_MEMBER, "sub twice", d -> again(d, "\"sub\":\"FAKE-admin\""));
    add(
        Reason.JSON_DUPLICATE_MEMBER,
        "iss twice",
        d -> again(d, "\"iss\":\"https://evil.example\""));
    add(Reason.JSON_DUPLICATE_MEMBER, "sub again, escaped", d -> again(d, "\"s\\u0075b\":\"x\""));
    add(Reason.JSON_DUPLICATE_MEMBER, "twice inside", d -> d.claim("x", "{\"a\":1,\"a\":2}"));
    add(
        Reason.JSON_DUPLICATE_MEMBER,
        "alg twice",
        d -> d.editHeader(json -> cut(json) + ",\"alg\":\"none\"}"));
    add(Reason.JSON_TOO_DEEP, "lists 17 deep", d -> d.claim("x", "[".repeat(16) + "]".repeat(16)));
    add(Reason.JSON_TOO_DEEP, "lists 5,000 deep", d -> d.claim("x", "[".repeat(5_000)));
    add(Reason.JSON_NUMBER_TOO_LONG, "a number of 40 digits", d -> d.claim("x", "1".repeat(40)));
    add(Reason.JSON_NUMBER_TOO_LONG, "a number of 9,000", d -> d.claim("exp", "1".repeat(9_000)));
    add(Reason.TEXT_MALFORMED, "half a character", d -> d.claim("sub", "\"\\ud800\""));
  }

  private static String cut(String json) {
    return json.substring(0, json.length() - 1);
  }

  private static void again(TokenDraft draft, String member) {
    draft.editClaims(json -> cut(json) + "," + member + "}");
  }

  private static String claimsAs(String subject, java.nio.charset.Charset charset) {
    String claims = "{\"iss\":\"" + TokenDraft.ISSUER + "\",\"sub\":" + subject + "}";
    String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    return new TokenDraft().tokenOf(header.getBytes(UTF_8), claims.getBytes(charset));
  }

  private void header() {
    add(Reason.HEADER_CRITICAL, "crit", d -> d.header("crit", "[\"exp\"]"));
    add(Reason.HEADER_CRITICAL, "empty crit", d -> d.header("crit", "[]"));
    add(Reason.HEADER_KEY_URL, "jku", d -> d.header("jku", "\"https://evil.example/keys\""));
    add(Reason.HEADER_KEY_URL, "x5u", d -> d.header("x5u", "\"https://evil.example/cert\""));
    add(Reason.HEADER_KEY_INLINE, "jwk", d -> d.header("jwk", "{\"kty\":\"RSA\"}"));
    add(Reason.HEADER_KEY_INLINE, "x5c", d -> d.header("x5c", "[\"FAKE\"]"));
    add(Reason.HEADER_CONTENT_TYPE, "a token in the token", d -> d.header("cty", "\"JWT\""));
    add(Reason.HEADER_ENCODING, "payload not encoded", d -> d.header("b64", "false"));
    add(Reason.HEADER_ENCODING, "payload compressed", d -> d.header("zip", "\"DEF\""));
    add(Reason.TYPE_MALFORMED, "typ is a number", d -> d.header("typ", "1"));
    add(Reason.TYPE_MALFORMED, "typ is empty", d -> d.header("typ", "\"\""));
    add(Reason.TYPE_UNEXPECTED, "a logout token", d -> d.header("typ", "\"logout+jwt\""));
    add(Reason.TYPE_NOT_ALLOWED, "typ of another issuer", d -> d.header("typ", "\"at+jwt\""));
    add(Reason.KEY_ID_MISSING, "no kid", d -> d.withoutHeader("kid"));
    add(Reason.KEY_ID_MALFORMED, "kid is a number", d -> d.header("kid", "1"));
    add(Reason.KEY_ID_MALFORMED, "kid is empty", d -> d.header("kid", "\"\""));
    add(Reason.KEY_ID_MALFORMED, "kid has a line end", d -> d.header("kid", "\"a\\nb\""));
    add(
        Reason.KEY_ID_MALFORMED,
        "kid too long",
        d -> d.header("kid", "\"" + "k".repeat(257) + "\""));
  }

  private void algorithm() {
    add(Reason.ALGORITHM_MISSING, "no alg", d -> d.withoutHeader("alg"));
    add(Reason.ALGORITHM_MISSING, "alg is a list", d -> d.header("alg", "[\"RS256\"]"));
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      add(Reason.ALGORITHM_NONE, "alg " + none, d -> d.header("alg", "\"" + none + "\""));
    }
    raw(Reason.ALGORITHM_SYMMETRIC, "signed with the public key", Attacks::signedWithPublicKey);
    add(Reason.ALGORITHM_SYMMETRIC, "hs512", d -> d.header("alg", "\"hs512\""));
    add(Reason.ALGORITHM_UNKNOWN, "EdDSA", d -> d.header("alg", "\"EdDSA\""));
    add(Reason.ALGORITHM_UNKNOWN, "RS1", d -> d.header("alg", "\"RS1\""));
    add(Reason.ALGORITHM_UNKNOWN, "rs256", d -> d.header("alg", "\"rs256\""));
    add(Reason.ALGORITHM_UNKNOWN, "RS256 and a space", d -> d.header("alg", "\"RS256 \""));
    add(
        Reason.ALGORITHM_NOT_ALLOWED,
        "RS384, which the issuer does not use",
        d -> d.signedBy("rsa", TokenAlgorithm.RS384, TestKeys.rsa("main", 2048)));
  }

  private static String signedWithPublicKey() {
    String header = TestKeys.base64("{\"alg\":\"HS256\",\"kid\":\"rsa\"}".getBytes(UTF_8));
    String signed = header + "." + part(1);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = TestKeys.rsa("main", 2048).getPublic().getEncoded();
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return signed + "." + TestKeys.base64(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void issuer() {
    add(Reason.ISSUER_MISSING, "no iss", d -> d.without("iss"));
    add(
        Reason.ISSUER_MISSING,
        "iss is a list",
        d -> d.claim("iss", "[\"" + TokenDraft.ISSUER + "\"]"));
    for (String iss :
        List.of(
            "https://evil.example",
            TokenDraft.ISSUER + "/",
            TokenDraft.ISSUER + ".evil.example",
            TokenDraft.ISSUER.replace("https", "http"),
            "HTTPS://issuer.example",
            "https://issuer.example@evil.example",
            "")) {
      add(Reason.ISSUER_UNKNOWN, "iss '" + iss + "'", d -> d.claim("iss", "\"" + iss + "\""));
    }
  }

  private void keys() {
    KeyPair rsa = TestKeys.rsa("main", 2048);
    key(Reason.KEY_UNKNOWN, "a key that is not there", "absent", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_UNKNOWN, "a path for a kid", "../../etc/hosts", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_AMBIGUOUS, "one of two of its name", "twice", TokenAlgorithm.RS256, rsa);
    for (String bad : List.of("rsa-without-numbers", "alg-number", "no-bytes", "huge-exponent")) {
      key(Reason.KEY_MALFORMED, "malformed key " + bad, bad, TokenAlgorithm.RS256, rsa);
    }
    key(Reason.BASE64_PADDED, "padded key", "padded", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_PRIVATE, "published private key", "private", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_KIND_UNSUPPORTED, "Ed25519 key", "ed", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_KIND_UNSUPPORTED, "symmetric key", "oct", TokenAlgorithm.RS256, rsa);
    key(Reason.KEY_KIND_UNSUPPORTED, "key of a coin", "koblitz", TokenAlgorithm.ES256, ec256());
    key(Reason.KEY_TOO_WEAK, "RSA-1024", "weak", TokenAlgorithm.RS256, TestKeys.rsa("weak", 1024));
    for (String weak : List.of("one", "even", "broken-generator")) {
      key(Reason.KEY_TOO_WEAK, "weak form: " + weak, weak, TokenAlgorithm.RS256, rsa);
    }
    key(Reason.KEY_TOO_LONG, "a key that takes long", "long", TokenAlgorithm.RS256, rsa);
    for (String use : List.of("enc", "use-number", "encrypts", "no-ops")) {
      key(Reason.KEY_USE_WRONG, "key for something else: " + use, use, TokenAlgorithm.RS256, rsa);
    }
    key(Reason.KEY_MALFORMED, "point off its curve", "off-curve", TokenAlgorithm.ES256, ec256());
    key(Reason.KEY_MALFORMED, "point of another length", "short", TokenAlgorithm.ES256, ec256());
    key(Reason.KEY_TYPE_MISMATCH, "RSA key, ES256", "rsa", TokenAlgorithm.ES256, ec256());
    key(Reason.KEY_TYPE_MISMATCH, "EC key, RS256", "ec", TokenAlgorithm.RS256, rsa);
    key(
        Reason.KEY_TYPE_MISMATCH,
        "ES384 with a key on P-256",
        "ec",
        TokenAlgorithm.ES384,
        TestKeys.ec("main", "secp384r1"));
    key(Reason.KEY_ALGORITHM_MISMATCH, "key of RS512", "for-512", TokenAlgorithm.RS256, rsa);
  }

  private static KeyPair ec256() {
    return TestKeys.ec("main", "secp256r1");
  }

  private void key(
      Reason expected, String name, String keyId, TokenAlgorithm algorithm, KeyPair pair) {
    add(expected, name, d -> d.signedBy(keyId, algorithm, pair));
  }

  private void signature() {
    add(
        Reason.SIGNATURE_WRONG,
        "another key of the same size",
        d -> d.secretlySignedBy(TokenAlgorithm.RS256, TestKeys.rsa("evil", 2048)));
    add(
        Reason.SIGNATURE_WRONG,
        "PS256 said to be RS256",
        d -> d.secretlySignedBy(TokenAlgorithm.PS256, TestKeys.rsa("main", 2048)));
    add(
        Reason.SIGNATURE_WRONG,
        "RS512 said to be RS256",
        d -> d.secretlySignedBy(TokenAlgorithm.RS512, TestKeys.rsa("main", 2048)));
    raw(
        Reason.SIGNATURE_WRONG,
        "signature of another token",
        () -> {
          String other = new TokenDraft().claim("sub", "\"FAKE-admin\"").token();
          return other.substring(0, other.lastIndexOf('.') + 1) + part(2);
        });
    add(Reason.SIGNATURE_LENGTH_WRONG, "four bytes", d -> signature(d, new byte[4]));
    add(Reason.SIGNATURE_LENGTH_WRONG, "a byte more", d -> d.editToken(t -> longer(t)));
    add(Reason.SIGNATURE_WRONG, "all zero", d -> signature(d, new byte[256]));
    add(Reason.SIGNATURE_WRONG, "ECDSA, all zero", d -> signature(ec(d), new byte[64]));
    byte[] ones = new byte[64];
    ones[31] = 1;
    ones[63] = 1;
    add(Reason.SIGNATURE_WRONG, "ECDSA, r and s are 1", d -> signature(ec(d), ones));
    add(Reason.SIGNATURE_LENGTH_WRONG, "ECDSA in DER", d -> signature(ec(d), new byte[71]));
  }

  private static TokenDraft ec(TokenDraft draft) {
    return draft.signedBy("ec", TokenAlgorithm.ES256, ec256());
  }

  private static void signature(TokenDraft draft, byte[] signature) {
    draft.editToken(t -> t.substring(0, t.lastIndexOf('.') + 1) + TestKeys.base64(signature));
  }

  private static String longer(String token) {
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    byte[] more = java.util.Arrays.copyOf(signature, signature.length + 1);
    return token.substring(0, token.lastIndexOf('.') + 1) + TestKeys.base64(more);
  }

  private void times() {
    add(Reason.EXPIRY_MISSING, "no exp", d -> d.without("exp"));
    for (String bad : List.of("null", "\"" + seconds(60) + "\"", "1e20", "1.5", "-1", "true")) {
      add(Reason.EXPIRY_MALFORMED, "exp is " + bad, d -> d.claim("exp", bad));
      add(Reason.ISSUED_AT_MALFORMED, "iat is " + bad, d -> d.claim("iat", bad));
      add(Reason.NOT_BEFORE_MALFORMED, "nbf is " + bad, d -> d.claim("nbf", bad));
    }
    add(Reason.EXPIRY_MALFORMED, "exp in 300,000 years", d -> d.claim("exp", "9999999999999"));
    add(Reason.EXPIRY_MALFORMED, "exp in the year 10000", d -> d.claim("exp", "253402300800"));
    add(Reason.EXPIRED, "expired and a little", d -> d.claim("exp", seconds(-30)));
    add(Reason.EXPIRED, "exp is 0", d -> d.claim("exp", "0"));
    add(Reason.ISSUED_AT_MISSING, "no iat", d -> d.without("iat"));
    add(Reason.ISSUED_IN_FUTURE, "issued in a minute", d -> d.claim("iat", seconds(31)));
    add(Reason.NOT_YET_VALID, "valid in a minute", d -> d.claim("nbf", seconds(31)));
    add(Reason.LIFETIME_NEGATIVE, "ends as it begins", d -> life(d, 20, 20));
    add(Reason.LIFETIME_NEGATIVE, "ends before it begins", d -> life(d, 20, 10));
    add(Reason.LIFETIME_TOO_LONG, "lives an hour and a second", d -> life(d, -1, 3_600));
    add(Reason.TOKEN_TOO_OLD, "half an hour old", d -> life(d, -1_831, 300));
  }

  private static void life(TokenDraft draft, long issued, long expires) {
    draft.claim("iat", seconds(issued)).claim("exp", seconds(expires));
  }

  private void audience() {
    add(Reason.AUDIENCE_MISSING, "no aud", d -> d.without("aud"));
    add(Reason.AUDIENCE_MISSING, "empty aud", d -> d.claim("aud", "[]"));
    for (String bad : List.of("null", "1", "{}", "[\"tacenda\",1]", "[[\"tacenda\"]]")) {
      add(Reason.AUDIENCE_MALFORMED, "aud is " + bad, d -> d.claim("aud", bad));
    }
    for (String bad : List.of("vault", "", "tacenda ", "Tacenda", "tacend", "tacenda.evil")) {
      add(Reason.AUDIENCE_WRONG, "aud is '" + bad + "'", d -> d.claim("aud", "\"" + bad + "\""));
    }
    add(Reason.AUDIENCE_EXTRA, "also for others", d -> d.claim("aud", "[\"tacenda\",\"vault\"]"));
  }

  private void caller() {
    add(Reason.SUBJECT_MISSING, "no sub", d -> d.without("sub"));
    add(Reason.SUBJECT_MISSING, "empty sub", d -> d.claim("sub", "\"\""));
    add(Reason.SUBJECT_MALFORMED, "sub is a number", d -> d.claim("sub", "1"));
    add(Reason.SUBJECT_MALFORMED, "sub is null", d -> d.claim("sub", "null"));
    add(Reason.CLAIM_MISSING, "required claim missing", d -> d.without("env"));
    add(Reason.CLAIM_MISMATCH, "required claim other", d -> d.claim("env", "\"prod\""));
    add(Reason.CLAIM_MISMATCH, "required claim null", d -> d.claim("env", "null"));
    add(Reason.CLAIM_MISMATCH, "required claim begins right", d -> d.claim("env", "\"ci2\""));
    add(Reason.CLAIM_MISMATCH, "pattern in the middle", d -> d.claim("repo", "\"x42\""));
    add(Reason.CLAIM_MISMATCH, "pattern and a line end", d -> d.claim("repo", "\"42\\n\""));
    add(Reason.CLAIM_DENIED, "a person in the job", d -> d.claim("ssh", "true"));
    add(Reason.CLAIM_DENIED, "a person, as text", d -> d.claim("ssh", "\"true\""));
    add(Reason.CLAIM_DENIED, "nothing said of a person", d -> d.without("ssh"));
    add(
        Reason.CLAIMS_TOO_LARGE,
        "a long claim",
        d -> d.claim("x", "\"" + "x".repeat(2_049) + "\""));
    add(Reason.CLAIMS_TOO_LARGE, "200 claims", Attacks::with200Claims);
    add(
        Reason.SUBJECT_KEY_TOO_LONG,
        "a long id",
        d -> d.claim("repo", "\"" + "1".repeat(250) + "\""));
    add(Reason.SUBJECT_KEY_INCOMPLETE, "two ids", d -> d.claim("repo", "[\"1\",\"2\"]"));
    add(Reason.TOKEN_ID_MALFORMED, "jti is a number", d -> d.claim("jti", "1"));
    add(Reason.TOKEN_ID_MALFORMED, "jti is empty", d -> d.claim("jti", "\"\""));
    add(
        Reason.TOKEN_ID_MALFORMED,
        "jti too long",
        d -> d.claim("jti", "\"" + "j".repeat(257) + "\""));
  }

  private static void with200Claims(TokenDraft draft) {
    IntStream.range(0, 200).forEach(i -> draft.claim("x" + i, "1"));
  }

  private void groups() {
    String url = "\"https://graph.evil.example/groups\"";
    add(
        Reason.GROUPS_OVERAGE,
        "groups are elsewhere",
        d -> d.claim("_claim_names", "{\"groups\":\"src1\"}").claim("_claim_sources", url));
    add(Reason.GROUPS_OVERAGE, "names are no object", d -> d.claim("_claim_names", url));
    add(Reason.GROUPS_OVERAGE, "hasgroups", d -> d.claim("hasgroups", "true"));
    add(Reason.GROUPS_OVERAGE, "hasgroups as text", d -> d.claim("hasgroups", "\"true\""));
    add(Reason.GROUPS_RESERVED, "a group that has rules", d -> d.claim("groups", "[\"main\"]"));
    add(Reason.GROUPS_MALFORMED, "groups is a text", d -> d.claim("groups", "\"admin\""));
    add(Reason.GROUPS_MALFORMED, "groups is null", d -> d.claim("groups", "null"));
    add(Reason.GROUPS_MALFORMED, "a group is a number", d -> d.claim("groups", "[1]"));
    add(Reason.GROUPS_MALFORMED, "a group is empty", d -> d.claim("groups", "[\"\"]"));
    add(
        Reason.GROUPS_MALFORMED,
        "a long group",
        d -> d.claim("groups", "[\"" + "g".repeat(257) + "\"]"));
    add(
        Reason.GROUPS_TOO_MANY,
        "1,001 groups",
        d -> d.claim("groups", "[" + "\"g\",".repeat(1_000) + "\"g\"]"));
  }
}
