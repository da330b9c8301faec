package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** National identifiers of European countries, each with its published check. */
@TrustedCode("each check is false only for what the country's scheme rejects")
final class EuropeanIds {
  private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String FINNISH_SYMBOLS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

  /** Values of the symbols 0 to 9 and A to Z at the odd places of a codice fiscale. */
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8,
    12, 14, 16, 10, 22, 25, 24, 23
  };

  /** Stands for the digits 0 to 9 where two people would have the same codice fiscale. */
  private static final String ITALIAN_DIGITS = "LMNPQRSTUV";

  private static final String ITALIAN_MONTHS = "ABCDEHLMPRST";

  /** The names of the detectors. */
  static final List<String> NAMES =
      List.of(
          "uk-nhs",
          "uk-nino",
          "de-tax-id",
          "es-dni",
          "it-codice-fiscale",
          "fr-nir",
          "pl-pesel",
          "nl-bsn",
          "be-national-number",
          "ch-ahv",
          "no-fodselsnummer",
          "fi-hetu",
          "se-personnummer",
          "cz-rodne-cislo");

  private EuropeanIds() {}

  /** Makes the detector with one of the names, or returns null. */
  static @Nullable LineDetector named(String name) {
    return switch (name) {
      case "uk-nhs" -> LayoutDetector.of(EuropeanIds::nhs, "999~999~9999");
      case "uk-nino" -> LayoutDetector.of(EuropeanIds::nino, "AA~99~99~99~A");
      case "de-tax-id" -> LayoutDetector.of(EuropeanIds::steuerId, "99~999~999~999");
      case "es-dni" -> LayoutDetector.of(EuropeanIds::dni, "99999999~A", "A~9999999~A");
      case "it-codice-fiscale" ->
          LayoutDetector.of(EuropeanIds::fiscale, "AAAAAAXXAXXAXXXA").withDigit();
      case "fr-nir" -> LayoutDetector.of(EuropeanIds::nir, "9~99~99~9X~999~999~99");
      case "pl-pesel" -> LayoutDetector.of(EuropeanIds::pesel, "99999999999");
      case "nl-bsn" -> LayoutDetector.of(EuropeanIds::bsn, "999999999", "9999=99=999");
      case "be-national-number" -> LayoutDetector.of(EuropeanIds::be, "99.99.99-999.99");
      case "ch-ahv" -> LayoutDetector.of(EuropeanIds::ahv, "756.9999.9999.99");
      case "no-fodselsnummer" -> LayoutDetector.of(EuropeanIds::norway, "99999999999");
      case "fi-hetu" -> LayoutDetector.of(EuropeanIds::hetu, "999999-999X", "999999A999X");
      case "se-personnummer" ->
          LayoutDetector.of(EuropeanIds::sweden, "999999-9999", "99999999-9999");
      case "cz-rodne-cislo" -> LayoutDetector.of(EuropeanIds::rodneCislo, "999999/9999");
      default -> null;
    };
  }

  /** NHS Data Dictionary, NHS number: modulus 11 with the weights 10 to 2. */
  private static boolean nhs(byte[] d) {
    int check = 11 - CheckDigits.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check % 11 == d[9] - '0' && check != 10 && !CheckDigits.allSame(d);
  }

  /** HMRC NIM39110: letters that are not used, prefixes that are not issued, suffix A to D. */
  private static boolean nino(byte[] s) {
    String prefix = "" + (char) s[0] + (char) s[1];
    return "DFIQUV".indexOf(s[0]) < 0
        && "DFIOQUV".indexOf(s[1]) < 0
        && "BG GB KN NK NT TN ZZ".indexOf(prefix) < 0
        && s[8] <= 'D';
  }

  /**
   * Bundeszentralamt fuer Steuern: ISO 7064, and one of the first ten digits occurs twice or more.
   */
  private static boolean steuerId(byte[] d) {
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[d[i] - '0']++;
    }
    int repeated = 0;
    for (int count : counts) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    return d[0] != '0' && repeated == 1 && CheckDigits.mod11And10(d);
  }

  /** Ministerio del Interior: a letter for the number modulo 23; X, Y, Z are 0, 1, 2 in an NIE. */
  private static boolean dni(byte[] s) {
    byte[] digits = s.clone();
    if (Ascii.isLetter(s[0])) {
      if (s[0] < 'X') {
        return false;
      }
      digits[0] = (byte) (s[0] - 'X' + '0');
    }
    long number = CheckDigits.number(digits, 0, 8);
    return number != 0 && SPANISH_LETTERS.charAt((int) (number % 23)) == s[8];
  }

  /** Decreto ministeriale 23 dicembre 1976: month letter, day, and the letter of the sum mod 26. */
  private static boolean fiscale(byte[] s) {
    for (int i : new int[] {6, 7, 9, 10, 12, 13, 14}) {
      if (Ascii.isUpper(s[i]) && ITALIAN_DIGITS.indexOf(s[i]) < 0) {
        return false;
      }
    }
    int day = 10 * italianDigit(s[9]) + italianDigit(s[10]);
    int month = ITALIAN_MONTHS.indexOf(s[8]) + 1;
    return CheckDigits.isDay(month, day > 40 ? day - 40 : day) && italianLetter(s) == s[15];
  }

  private static int italianDigit(byte b) {
    return Ascii.isDigit(b) ? b - '0' : ITALIAN_DIGITS.indexOf(b);
  }

  private static int italianLetter(byte[] s) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = Ascii.isDigit(s[i]) ? s[i] - '0' : s[i] - 'A' + 10;
      int even = Ascii.isDigit(s[i]) ? value : value - 10;
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : even;
    }
    return 'A' + sum % 26;
  }

  /** INSEE: 97 less the number modulo 97; the departments 2A and 2B count as 19 and 18. */
  private static boolean nir(byte[] s) {
    byte[] digits = s.clone();
    if (Ascii.isLetter(s[6])) {
      if (s[5] != '2' || s[6] > 'B') {
        return false;
      }
      digits[5] = '1';
      digits[6] = (byte) (s[6] == 'A' ? '9' : '8');
    }
    long month = CheckDigits.number(digits, 3, 5);
    boolean known = month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50;
    boolean sex = s[0] == '1' || s[0] == '2' || s[0] == '7' || s[0] == '8';
    return sex
        && known
        && 97 - CheckDigits.number(digits, 0, 13) % 97 == CheckDigits.number(digits, 13, 15);
  }

  /** Ustawa o ewidencji ludnosci: weights 1, 3, 7, 9; the century is added to the month. */
  private static boolean pesel(byte[] d) {
    int sum = CheckDigits.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1);
    return CheckDigits.isDay(CheckDigits.number(d, 2, 4) % 20, CheckDigits.number(d, 4, 6))
        && sum % 10 == 0;
  }

  /**
   * Rijksdienst voor Identiteitsgegevens: the sum with weights 9 to 2 and -1 is a multiple of 11.
   */
  private static boolean bsn(byte[] d) {
    int sum = CheckDigits.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1);
    return sum % 11 == 0 && !CheckDigits.allSame(d);
  }

  /**
   * Koninklijk besluit 3 april 1984: 97 less the number mod 97, with a 2 before it from 2000 on.
   */
  private static boolean be(byte[] d) {
    long number = CheckDigits.number(d, 0, 9);
    long check = CheckDigits.number(d, 9, 11);
    boolean day = CheckDigits.number(d, 2, 4) <= 12 && CheckDigits.number(d, 4, 6) <= 31;
    return day && (97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check);
  }

  /** Zentrale Ausgleichsstelle: country 756 and the check digit of EAN-13. */
  private static boolean ahv(byte[] d) {
    return CheckDigits.weighted(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
  }

  /** Skatteetaten: two check digits modulo 11; 40 is added to the day of a D number. */
  private static boolean norway(byte[] d) {
    long day = CheckDigits.number(d, 0, 2);
    return CheckDigits.isDay(CheckDigits.number(d, 2, 4) % 40, day > 40 ? day - 40 : day)
        && CheckDigits.weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && CheckDigits.weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  /**
   * Digi- ja vaestotietovirasto: a symbol for the nine digits modulo 31; the sign is the century.
   */
  private static boolean hetu(byte[] s) {
    boolean letter = s.length == 11;
    if (letter && "ABCDEFUVWXY".indexOf(s[6]) < 0) {
      return false;
    }
    int serial = letter ? 7 : 6;
    long number = CheckDigits.number(s, 0, 6) * 1000 + CheckDigits.number(s, serial, serial + 3);
    return CheckDigits.isDay(CheckDigits.number(s, 2, 4), CheckDigits.number(s, 0, 2))
        && FINNISH_SYMBOLS.charAt((int) (number % 31)) == s[s.length - 1];
  }

  /** Skatteverket: Luhn over the ten digits; 60 is added to the day of a coordination number. */
  private static boolean sweden(byte[] d) {
    byte[] ten = d.length == 10 ? d : Arrays.copyOfRange(d, 2, 12);
    long day = CheckDigits.number(ten, 4, 6);
    return CheckDigits.isDay(CheckDigits.number(ten, 2, 4), day > 60 ? day - 60 : day)
        && CheckDigits.luhn(ten);
  }

  /**
   * Zakon 133/2000 Sb.: a multiple of 11; 50, or 20 where numbers run out, is added to the month.
   */
  private static boolean rodneCislo(byte[] d) {
    long month = CheckDigits.number(d, 2, 4) % 50;
    return CheckDigits.isDay(month > 20 ? month - 20 : month, CheckDigits.number(d, 4, 6))
        && CheckDigits.number(d, 0, 10) % 11 == 0;
  }
}
