package dev.tacenda.claude.gate.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys made for the tests, and what a key set says of them. */
final class TestKeys {
  /** Made once: a pair of RSA keys takes long. */
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

  private TestKeys() {}

  /** The RSA pair of that name and size. */
  static KeyPair rsa(String name, int bits) {
    return PAIRS.computeIfAbsent(name + bits, key -> generate("RSA", bits, ""));
  }

  /** The pair of that name on that curve, in the words of the JDK. */
  static KeyPair ec(String name, String curve) {
    return PAIRS.computeIfAbsent(name + curve, key -> generate("EC", 0, curve));
  }

  private static KeyPair generate(String type, int bits, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (bits > 0) {
        generator.initialize(bits);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The members of an RSA key. */
  static String rsaJwk(String keyId, KeyPair pair, String more) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return rsaJwk(keyId, key.getModulus(), key.getPublicExponent(), more);
  }

  static String rsaJwk(String keyId, BigInteger modulus, BigInteger exponent, String more) {
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"%s}"
        .formatted(keyId, base64(unsigned(modulus)), base64(unsigned(exponent)), more);
  }

  /** The members of an EC key; {@code curve} in the words of RFC 7518. */
  static String ecJwk(String keyId, KeyPair pair, String curve, int length, String more) {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    return ecJwk(
        keyId,
        curve,
        padded(key.getW().getAffineX(), length),
        padded(key.getW().getAffineY(), length),
        more);
  }

  static String ecJwk(String keyId, String curve, byte[] x, byte[] y, String more) {
    return "{\"kty\":\"EC\",\"kid\":\"%s\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"%s}"
        .formatted(keyId, curve, base64(x), base64(y), more);
  }

  static String keySet(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  static byte[] padded(BigInteger value, int length) {
    byte[] bytes = unsigned(value);
    byte[] padded = new byte[length];
    System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
    return padded;
  }

  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Signs as {@code algorithm} says. */
  static byte[] sign(TokenAlgorithm algorithm, PrivateKey key, byte[] text) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Signature signature(TokenAlgorithm algorithm) throws GeneralSecurityException {
    String bits = algorithm.name().substring(2);
    if (algorithm.name().startsWith("PS")) {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      MGF1ParameterSpec mask = new MGF1ParameterSpec("SHA-" + bits);
      int salt = Integer.parseInt(bits) / 8;
      signature.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1", mask, salt, 1));
      return signature;
    }
    return algorithm.name().startsWith("RS")
        ? Signature.getInstance("SHA" + bits + "withRSA")
        : Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
  }
}
