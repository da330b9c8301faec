package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** Keys on the three curves of NIST that tokens are signed with. */
@TrustedCode("A point that is not on its curve is no key.")
final class EcKeys {
  private EcKeys() {}

  /**
   * Returns the key at that point, whose coordinates have the full length of the field.
   *
   * @throws IdentityException if the curve is another one or the point is not on it
   * @throws GeneralSecurityException if the platform does not take it
   */
  static PublicKey of(String curve, byte[] x, byte[] y)
      throws IdentityException, GeneralSecurityException {
    ECParameterSpec parameters = parameters(curve);
    ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    int length = (parameters.getCurve().getField().getFieldSize() + 7) / 8;
    if (x.length != length || y.length != length || !isOn(parameters, point)) {
      throw new IdentityException(Reason.KEY_MALFORMED);
    }
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
  }

  private static ECParameterSpec parameters(String curve)
      throws IdentityException, GeneralSecurityException {
    String name =
        switch (curve) {
          case "P-256" -> "secp256r1";
          case "P-384" -> "secp384r1";
          case "P-521" -> "secp521r1";
          default -> throw new IdentityException(Reason.KEY_KIND_UNSUPPORTED);
        };
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** y^2 = x^3 + ax + b; these curves have no point at infinity with coordinates. */
  private static boolean isOn(ECParameterSpec parameters, ECPoint point) {
    BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.pow(3)
            .add(parameters.getCurve().getA().multiply(x))
            .add(parameters.getCurve().getB())
            .mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
  }
}
