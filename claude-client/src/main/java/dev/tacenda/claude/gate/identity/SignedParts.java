package dev.tacenda.claude.gate.identity;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The three parts of a token, for java-jwt to check one against the others. It gets no reading of
 * them, so that there is only one, which is ours; whatever else it asks for is a mistake.
 */
record SignedParts(CompactToken parts) implements DecodedJWT {

  @Override
  public String getHeader() {
    return parts.headerPart();
  }

  @Override
  public String getPayload() {
    return parts.payloadPart();
  }

  @Override
  public String getSignature() {
    return parts.signaturePart();
  }

  /** It asks for it to look a key up, of which it has one. */
  @Override
  public String getKeyId() {
    return "";
  }

  private static UnsupportedOperationException notRead() {
    return new UnsupportedOperationException("java-jwt checks signatures and reads no claims");
  }

  @Override
  public String getToken() {
    throw notRead();
  }

  @Override
  public String getAlgorithm() {
    throw notRead();
  }

  @Override
  public String getType() {
    throw notRead();
  }

  @Override
  public String getContentType() {
    throw notRead();
  }

  @Override
  public Claim getHeaderClaim(String name) {
    throw notRead();
  }

  @Override
  public String getIssuer() {
    throw notRead();
  }

  @Override
  public String getSubject() {
    throw notRead();
  }

  @Override
  public List<String> getAudience() {
    throw notRead();
  }

  @Override
  public Date getExpiresAt() {
    throw notRead();
  }

  @Override
  public Date getNotBefore() {
    throw notRead();
  }

  @Override
  public Date getIssuedAt() {
    throw notRead();
  }

  @Override
  public String getId() {
    throw notRead();
  }

  @Override
  public Claim getClaim(String name) {
    throw notRead();
  }

  @Override
  public Map<String, Claim> getClaims() {
    throw notRead();
  }

  @Override
  public String toString() {
    return "SignedParts";
  }
}
