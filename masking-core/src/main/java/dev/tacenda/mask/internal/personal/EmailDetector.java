package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineDetector;

/**
 * Finds e-mail addresses around each at sign: a local part of dot-separated atoms (RFC 5321,
 * section 4.1.2, with other alphabets as in RFC 6531) and a domain of two or more labels, in ASCII,
 * in Unicode or as {@code xn--}. Quoted local parts and address literals in brackets are not found.
 */
@TrustedCode("finds every dot-atom address whose domain has a dot")
final class EmailDetector implements LineDetector {

  @Override
  public boolean mayUseAtSign(byte[] text, int from, int to, int at) {
    return at > from
        && at + 1 < to
        && LocalPart.mayEndWith(text[at - 1])
        && (text[at + 1] < 0 || Ascii.isAlphanumeric(text[at + 1]));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int from = 0;
    for (int at = 1; at < line.length; at++) {
      if (line[at] == '@') {
        int start = LocalPart.start(line, from, at);
        int end = start < at ? Domain.end(line, at + 1) : -1;
        if (end > 0) {
          sink.accept(start, end);
          from = end;
          at = end - 1;
        }
      }
    }
  }
}
