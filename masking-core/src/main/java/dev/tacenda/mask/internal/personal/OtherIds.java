package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.LineDetector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** National identifiers of countries outside Europe, each with its published check. */
@TrustedCode("each check is false only for what the country's scheme rejects")
final class OtherIds {
  private static final String CHINESE_CHECKS = "10X98765432";
  private static final String CURP_SYMBOLS = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ";

  /** The names of the detectors. */
  static final List<String> NAMES =
      List.of(
          "br-cpf",
          "br-cpf-plain",
          "br-cnpj",
          "in-aadhaar",
          "kr-rrn",
          "cn-resident-id",
          "sg-nric",
          "za-id",
          "ca-sin",
          "mx-curp",
          "tr-tckn",
          "au-tfn");

  private OtherIds() {}

  /** Makes the detector with one of the names, or returns null. */
  static @Nullable LineDetector named(String name) {
    return switch (name) {
      case "br-cpf" -> LayoutDetector.of(OtherIds::cpf, "999.999.999-99");
      case "br-cpf-plain" -> LayoutDetector.of(OtherIds::cpf, "99999999999");
      case "br-cnpj" -> LayoutDetector.of(OtherIds::cnpj, "XX.XXX.XXX/XXXX-99");
      case "in-aadhaar" -> LayoutDetector.of(OtherIds::aadhaar, "9999~9999~9999");
      case "kr-rrn" -> LayoutDetector.of(OtherIds::koreanRrn, "999999-9999999");
      case "cn-resident-id" -> LayoutDetector.of(OtherIds::chinese, "99999999999999999X");
      case "sg-nric" -> LayoutDetector.of(OtherIds::singapore, "A9999999A");
      case "za-id" -> LayoutDetector.of(OtherIds::southAfrica, "999999~9999~999");
      case "ca-sin" -> LayoutDetector.of(OtherIds::canadianSin, "999~999~999");
      case "mx-curp" -> LayoutDetector.of(OtherIds::curp, "AAAA999999AAAAAAX9");
      case "tr-tckn" -> LayoutDetector.of(OtherIds::turkish, "99999999999");
      case "au-tfn" -> LayoutDetector.of(OtherIds::australianTfn, "999~999~999");
      default -> null;
    };
  }

  /** Receita Federal: two check digits modulo 11. */
  private static boolean cpf(byte[] d) {
    int first = CheckDigits.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    int second = CheckDigits.weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    return first == d[9] - '0' && second == d[10] - '0' && !CheckDigits.allSame(d);
  }

  /**
   * Receita Federal, IN RFB 2.229/2024: two check digits modulo 11; a letter counts as its code
   * less that of the digit 0.
   */
  private static boolean cnpj(byte[] s) {
    int first = CheckDigits.weighted(s, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    int second = CheckDigits.weighted(s, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return (first < 2 ? 0 : 11 - first) == s[12] - '0'
        && (second < 2 ? 0 : 11 - second) == s[13] - '0'
        && !CheckDigits.allSame(s);
  }

  /** UIDAI: Verhoeff; the first digit is 2 or more. */
  private static boolean aadhaar(byte[] d) {
    return d[0] >= '2' && CheckDigits.verhoeff(d) && !CheckDigits.allSame(d);
  }

  /** Ministry of the Interior and Safety: date, century and sex 1 to 8, check modulo 11. */
  private static boolean koreanRrn(byte[] d) {
    int sum = CheckDigits.weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    return CheckDigits.isDay(CheckDigits.number(d, 2, 4), CheckDigits.number(d, 4, 6))
        && d[6] >= '1'
        && d[6] <= '8'
        && (11 - sum % 11) % 10 == d[12] - '0';
  }

  /** GB 11643-1999: region, date of birth, and ISO 7064, MOD 11-2. */
  private static boolean chinese(byte[] s) {
    long year = CheckDigits.number(s, 6, 10);
    int sum = CheckDigits.weighted(s, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    return s[0] >= '1'
        && s[0] <= '8'
        && year >= 1900
        && year < 2100
        && CheckDigits.isDay(CheckDigits.number(s, 10, 12), CheckDigits.number(s, 12, 14))
        && CHINESE_CHECKS.charAt(sum % 11) == s[17];
  }

  /** The letter of the sum with weights 2, 7, 6, 5, 4, 3, 2, by series S, T, F, G and M. */
  private static boolean singapore(byte[] s) {
    byte[] digits = Arrays.copyOfRange(s, 1, 8);
    int sum = CheckDigits.weighted(digits, 2, 7, 6, 5, 4, 3, 2);
    return switch (s[0]) {
      case 'S' -> "JZIHGFEDCBA".charAt(sum % 11) == s[8];
      case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11) == s[8];
      case 'F' -> "XWUTRQPNMLK".charAt(sum % 11) == s[8];
      case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11) == s[8];
      case 'M' -> "KLJNPQRTUWX".charAt(10 - (sum + 3) % 11) == s[8];
      default -> false;
    };
  }

  /** Department of Home Affairs: date, citizenship 0 to 2, Luhn. */
  private static boolean southAfrica(byte[] d) {
    return CheckDigits.isDay(CheckDigits.number(d, 2, 4), CheckDigits.number(d, 4, 6))
        && d[10] <= '2'
        && CheckDigits.luhn(d);
  }

  /** Service Canada: Luhn; no number begins with 0 or 8. */
  private static boolean canadianSin(byte[] d) {
    return d[0] != '0' && d[0] != '8' && CheckDigits.luhn(d) && !CheckDigits.allSame(d);
  }

  /** RENAPO, Instructivo normativo 2021: date, sex, and the check digit of the 17 symbols. */
  private static boolean curp(byte[] s) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (18 - i) * CURP_SYMBOLS.indexOf(s[i]);
    }
    boolean sex = s[10] == 'H' || s[10] == 'M' || s[10] == 'X';
    return sex
        && CheckDigits.isDay(CheckDigits.number(s, 6, 8), CheckDigits.number(s, 8, 10))
        && (10 - sum % 10) % 10 == s[17] - '0';
  }

  /** Nufus: two check digits, of the odd and even places and of all ten. */
  private static boolean turkish(byte[] d) {
    int odd = CheckDigits.weighted(d, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    int even = CheckDigits.weighted(d, 0, 1, 0, 1, 0, 1, 0, 1);
    int all = CheckDigits.weighted(d, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    return d[0] != '0'
        && Math.floorMod(7 * odd - even, 10) == d[9] - '0'
        && all % 10 == d[10] - '0';
  }

  /** Australian Taxation Office: a multiple of 11 with the weights 1, 4, 3, 7, 5, 8, 6, 9, 10. */
  private static boolean australianTfn(byte[] d) {
    return CheckDigits.weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && !CheckDigits.allSame(d);
  }
}
