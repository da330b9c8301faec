package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A token in the making: a good one until something about it is changed. Values are JSON as it will
 * stand in the token. Confined to one thread.
 */
final class TokenDraft {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  static final String ISSUER = "https://issuer.example";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private UnaryOperator<String> headerEdit = UnaryOperator.identity();
  private UnaryOperator<String> claimsEdit = UnaryOperator.identity();
  private UnaryOperator<String> tokenEdit = UnaryOperator.identity();
  private TokenAlgorithm algorithm = TokenAlgorithm.RS256;
  private KeyPair key = TestKeys.rsa("main", 2048);

  TokenDraft() {
    header("alg", "\"RS256\"").header("kid", "\"rsa\"").header("typ", "\"JWT\"");
    claim("iss", "\"" + ISSUER + "\"").claim("aud", "\"tacenda\"").claim("sub", "\"FAKE-sub\"");
    claim("iat", seconds(-10)).claim("exp", seconds(300)).claim("jti", "\"FAKE-jti\"");
    claim("repo", "\"42\"").claim("env", "\"ci\"").claim("ssh", "false");
  }

  static String seconds(long fromNow) {
    return String.valueOf(NOW.getEpochSecond() + fromNow);
  }

  TokenDraft header(String name, String json) {
    header.put(name, json);
    return this;
  }

  TokenDraft withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  TokenDraft claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  TokenDraft without(String name) {
    claims.remove(name);
    return this;
  }

  /** Changes the header's JSON before it is encoded. */
  TokenDraft editHeader(UnaryOperator<String> edit) {
    headerEdit = edit;
    return this;
  }

  /** Changes the payload's JSON before it is encoded. */
  TokenDraft editClaims(UnaryOperator<String> edit) {
    claimsEdit = edit;
    return this;
  }

  /** Changes the token after it was signed. */
  TokenDraft editToken(UnaryOperator<String> edit) {
    tokenEdit = edit;
    return this;
  }

  /** Signs with another key of the issuer, and says so. */
  TokenDraft signedBy(String keyId, TokenAlgorithm with, KeyPair pair) {
    algorithm = with;
    key = pair;
    return header("alg", "\"" + with + "\"").header("kid", "\"" + keyId + "\"");
  }

  /** Signs with another key and says nothing of it. */
  TokenDraft secretlySignedBy(TokenAlgorithm with, KeyPair pair) {
    algorithm = with;
    key = pair;
    return this;
  }

  String token() {
    return tokenOf(
        headerEdit.apply(json(header)).getBytes(UTF_8),
        claimsEdit.apply(json(claims)).getBytes(UTF_8));
  }

  String tokenOf(byte[] headerBytes, byte[] claimsBytes) {
    String signed = TestKeys.base64(headerBytes) + "." + TestKeys.base64(claimsBytes);
    byte[] signature = TestKeys.sign(algorithm, key.getPrivate(), signed.getBytes(UTF_8));
    return tokenEdit.apply(signed + "." + TestKeys.base64(signature));
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
