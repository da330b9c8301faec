package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.LineDetector;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The detectors of this package, by the names that rule files call them with. */
public final class PersonalDetectors {
  private static final List<String> OF_NO_COUNTRY =
      List.of(
          "email",
          "phone",
          "phone-announced",
          "phone-national",
          "phone-bare",
          "iban",
          "payment-card",
          "payment-card-announced",
          "us-ssn",
          "us-ssn-announced",
          "us-itin",
          "us-itin-announced",
          "us-tax-id-unusual",
          "crypto-address",
          "uuid");

  private PersonalDetectors() {}

  /** Returns the names. */
  public static List<String> names() {
    return Stream.of(OF_NO_COUNTRY, EuropeanIds.NAMES, OtherIds.NAMES)
        .flatMap(List::stream)
        .toList();
  }

  /** Makes the detector with one of the names, or returns null. */
  public static @Nullable LineDetector named(String name) {
    return switch (name) {
      case "email" -> new EmailDetector();
      case "phone" -> new PhoneDetector();
      case "phone-announced" -> NationalPhoneDetector.announced();
      case "phone-national" -> NationalPhoneDetector.written();
      case "phone-bare" -> NationalPhoneDetector.bare();
      case "iban" -> new IbanDetector();
      case "payment-card" -> PaymentCard.detector();
      case "payment-card-announced" -> PaymentCard.announcedDetector();
      case "us-ssn" -> UsTaxId.ssn();
      case "us-ssn-announced" -> UsTaxId.announcedSsn();
      case "us-itin" -> UsTaxId.itin();
      case "us-itin-announced" -> UsTaxId.announcedItin();
      case "us-tax-id-unusual" -> UsTaxId.unusual();
      case "crypto-address" -> new CryptoAddressDetector();
      case "uuid" -> new UuidDetector();
      default -> {
        LineDetector european = EuropeanIds.named(name);
        yield european == null ? OtherIds.named(name) : european;
      }
    };
  }
}
