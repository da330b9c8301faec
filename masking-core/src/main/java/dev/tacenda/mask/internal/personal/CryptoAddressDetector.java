package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/**
 * Finds addresses of crypto currencies by their checksums: Base58Check (Bitcoin and its kin, Tron),
 * Bech32 and Bech32m (BIP 173, BIP 350), and Ethereum's 40 hexadecimal digits, whose letter case is
 * a checksum if it is mixed (EIP-55).
 */
@TrustedCode("finds every address with a valid checksum that stands apart")
final class CryptoAddressDetector implements LineDetector {
  private static final int MIN_LENGTH = 26;
  private static final int MAX_LENGTH = 90;

  @Override
  public List<LineNeeds> needs() {
    return List.of(LineNeeds.of(LineMeasure.WORD, MIN_LENGTH));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      int end = i;
      while (Ascii.isWordAt(line, end)) {
        end++;
      }
      int start = end > i && isEscape(line, i) ? i + 1 : i;
      int length = end - start;
      if (length >= MIN_LENGTH && length <= MAX_LENGTH && isAddress(line, start, end)) {
        sink.accept(start, end);
      }
      i = end + 1;
    }
  }

  /** The letter of {@code \n} in program text is not the beginning of the address behind it. */
  private static boolean isEscape(byte[] line, int i) {
    return Ascii.at(line, i - 1) == '\\' && "ntr".indexOf(line[i]) >= 0;
  }

  private static boolean isAddress(byte[] line, int start, int end) {
    if (EthereumAddress.isAt(line, start, end) || Bech32.isAddress(line, start, end)) {
      return true;
    }
    boolean apart = isApart(Ascii.at(line, start - 1)) && isApart(Ascii.at(line, end));
    return apart && Base58Check.isAddress(line, start, end);
  }

  /** Within base64, which has these, a run of letters and digits means nothing by itself. */
  private static boolean isApart(int b) {
    return b != '+' && b != '/';
  }
}
