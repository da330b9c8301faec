package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.LineDetector;
import java.util.HashMap;
import java.util.Map;

/** The detectors of this package, by the names that rule files call them with. */
public final class PersonalDetectors {
  private PersonalDetectors() {}

  /** Returns the detectors by name. */
  public static Map<String, LineDetector> byName() {
    Map<String, LineDetector> all = new HashMap<>();
    all.put("email", new EmailDetector());
    all.put("phone", new PhoneDetector());
    all.put("phone-announced", NationalPhoneDetector.announced());
    all.put("phone-national", NationalPhoneDetector.written());
    all.put("phone-bare", NationalPhoneDetector.bare());
    all.put("iban", new IbanDetector());
    all.put("payment-card", PaymentCard.detector());
    all.put("payment-card-announced", PaymentCard.announcedDetector());
    all.put("us-ssn", UsTaxId.ssn());
    all.put("us-ssn-announced", UsTaxId.announcedSsn());
    all.put("us-itin", UsTaxId.itin());
    all.put("us-itin-announced", UsTaxId.announcedItin());
    all.put("us-tax-id-unusual", UsTaxId.unusual());
    all.put("crypto-address", new CryptoAddressDetector());
    all.put("uuid", new UuidDetector());
    all.putAll(EuropeanIds.byName());
    all.putAll(OtherIds.byName());
    return Map.copyOf(all);
  }
}
