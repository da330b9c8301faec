package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.IntStream;

/** An issuer with keys of all kinds, good and bad, and a verifier that trusts it. */
final class TestIssuer {
  static final Clock CLOCK = Clock.fixed(TokenDraft.NOW, ZoneOffset.UTC);

  private TestIssuer() {}

  static TrustedIssuer.Builder trusted() {
    return TrustedIssuer.builder(TokenDraft.ISSUER, "tacenda")
        .audience("tacenda-eu")
        .algorithms(
            TokenAlgorithm.RS256,
            TokenAlgorithm.RS512,
            TokenAlgorithm.PS256,
            TokenAlgorithm.ES256,
            TokenAlgorithm.ES384,
            TokenAlgorithm.ES512)
        .subjectKey("sub", "repo")
        .require(ClaimRule.oneOf("env", "ci", "cd"))
        .require(ClaimRule.matching("repo", "[0-9]+"))
        .deny(ClaimRule.noneOf("ssh", "false"))
        .groupsFrom("groups")
        .group("main", ClaimRule.oneOf("ref", "refs/heads/main"))
        .maxLifetime(Duration.ofHours(1))
        .maxAge(Duration.ofMinutes(30))
        .skew(Duration.ofSeconds(30));
  }

  static OidcVerifier verifier() {
    TrustedIssuer other =
        TrustedIssuer.builder("https://other.example", "tacenda").type("at+jwt").build();
    return verifier(trusted().build(), keys()).issuer(other).build();
  }

  /** Starts a verifier that gets {@code keys} wherever it looks for some. */
  static OidcVerifier.Builder verifier(TrustedIssuer issuer, String keys) {
    return OidcVerifier.builder(issuer)
        .clock(CLOCK)
        .executor(Runnable::run)
        .fetches(rule -> (uri, headers) -> answer(uri.getPath(), issuer.issuer(), keys));
  }

  private static byte[] answer(String path, String issuer, String keys) {
    return path.endsWith("/openid-configuration")
        ? discovery(issuer, issuer + "/keys").getBytes(UTF_8)
        : keys.getBytes(UTF_8);
  }

  static String discovery(String issuer, String keys) {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
  }

  static String keys() {
    BigInteger f4 = BigInteger.valueOf(65_537);
    String good = TestKeys.rsaJwk("x", TestKeys.rsa("main", 2048), "");
    return TestKeys.keySet(
        "\"no key at all\"",
        "{\"kty\":\"RSA\",\"kid\":\"rsa-without-numbers\"}",
        TestKeys.rsaJwk("rsa", TestKeys.rsa("main", 2048), ",\"use\":\"sig\""),
        TestKeys.rsaJwk("for-512", TestKeys.rsa("main", 2048), ",\"alg\":\"RS512\""),
        TestKeys.rsaJwk("verify", TestKeys.rsa("main", 2048), ",\"key_ops\":[\"verify\"]"),
        TestKeys.rsaJwk("enc", TestKeys.rsa("main", 2048), ",\"use\":\"enc\""),
        TestKeys.rsaJwk("use-number", TestKeys.rsa("main", 2048), ",\"use\":7"),
        TestKeys.rsaJwk("encrypts", TestKeys.rsa("main", 2048), ",\"key_ops\":[\"encrypt\"]"),
        TestKeys.rsaJwk("no-ops", TestKeys.rsa("main", 2048), ",\"key_ops\":\"verify\""),
        TestKeys.rsaJwk("private", TestKeys.rsa("main", 2048), ",\"d\":\"FAKE\""),
        TestKeys.rsaJwk("twice", TestKeys.rsa("main", 2048), ""),
        TestKeys.rsaJwk("twice", TestKeys.rsa("evil", 2048), ""),
        TestKeys.rsaJwk("weak", TestKeys.rsa("weak", 1024), ""),
        TestKeys.rsaJwk("long", BigInteger.ONE.shiftLeft(8192).add(f4), f4, ""),
        TestKeys.rsaJwk("even", BigInteger.ONE.shiftLeft(2047), f4, ""),
        TestKeys.rsaJwk("broken-generator", ofBrokenGenerator(), f4, ""),
        TestKeys.rsaJwk("one", modulus(), BigInteger.ONE, ""),
        TestKeys.rsaJwk("huge-exponent", modulus(), BigInteger.ONE.shiftLeft(40).add(f4), ""),
        good.replace("\"x\"", "\"padded\"").replace("AQAB", "AQAB="),
        good.replace("\"x\"", "\"alg-number\"").replace("}", ",\"alg\":256}"),
        good.replace("\"x\"", "\"no-bytes\"").replace("AQAB", ""),
        ecKey("ec", "secp256r1", "P-256", 32),
        ecKey("ec384", "secp384r1", "P-384", 48),
        ecKey("ec521", "secp521r1", "P-521", 66),
        ecKey("short", "secp256r1", "P-256", 32).replace("\"x\":\"", "\"x\":\"AAAA"),
        TestKeys.ecJwk("off-curve", "P-256", new byte[32], new byte[32], ""),
        TestKeys.ecJwk("koblitz", "secp256k1", new byte[32], new byte[32], ""),
        "{\"kty\":\"OKP\",\"kid\":\"ed\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
        "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"RkFLRQ\"}");
  }

  private static String ecKey(String name, String jdk, String curve, int length) {
    return TestKeys.ecJwk(name, TestKeys.ec("main", jdk), curve, length, "");
  }

  private static BigInteger modulus() {
    return ((RSAPublicKey) TestKeys.rsa("main", 2048).getPublic()).getModulus();
  }

  /** A number of 2,048 bits that is a power of 65,537 modulo each small prime. */
  private static BigInteger ofBrokenGenerator() {
    BigInteger primes =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(each -> each.isProbablePrime(50))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger power = BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(12_345), primes);
    BigInteger base = BigInteger.ONE.shiftLeft(2047).divide(primes).add(BigInteger.TWO);
    return base.multiply(primes).add(power);
  }
}
