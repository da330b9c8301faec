package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * Passwords that a shell writes into the input of a program: {@code echo X | sudo -S}, {@code echo
 * "user:X" | chpasswd}, {@code printf X | docker login --password-stdin}.
 */
final class PipedPasswords {
  private static final String[] WRITERS = {"echo", "printf", "write-output"};

  /** What stands behind the pipe if its input is a password. */
  private static final String[] READERS = {
    "sudo -s",
    "su -",
    "su root",
    "passwd --stdin",
    "--password-stdin",
    "--passphrase-fd 0",
    "--with-token",
    "-passin stdin",
    "-pass stdin",
    "kinit",
    "cryptsetup",
    "smbpasswd",
    "vncpasswd"
  };

  private static final String PAIR_READER = "chpasswd";
  private static final int MAX_READER = 80;

  private final byte[] line;
  private final PartSink sink;

  private PipedPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    PipedPasswords piped = new PipedPasswords(line, sink);
    for (String writer : WRITERS) {
      int i = LineText.indexOfWord(line, 0, writer);
      while (i >= 0) {
        int end = piped.written(i + writer.length());
        i = LineText.indexOfWord(line, end, writer);
      }
    }
  }

  /** Reads what is written; returns where to go on. */
  private int written(int from) {
    int start = LineText.skipSpaces(line, from);
    while (LineText.at(line, start) == '-') {
      start = LineText.skipSpaces(line, wordEnd(start));
    }
    int quote = LineText.at(line, start);
    boolean quoted = Ascii.isQuote(quote);
    start += quoted ? 1 : 0;
    int end = quoted ? literalEnd(start, quote) : wordEnd(start);
    int pipe = LineText.skipSpaces(line, quoted ? end + 1 : end);
    if (LineText.at(line, pipe) == '|' && end > start) {
      pipe(start, end, pipe + 1);
    }
    return Math.max(from, Math.min(end, line.length));
  }

  private void pipe(int start, int end, int reader) {
    if (stands(PAIR_READER, reader)) {
      int colon = start;
      while (colon < end && line[colon] != ':') {
        colon++;
      }
      report(colon + 1, end);
      return;
    }
    for (String name : READERS) {
      if (stands(name, reader)) {
        report(start, end);
        return;
      }
    }
  }

  private void report(int start, int end) {
    // A written-out line end is no part of it.
    int last = LineText.endsWith(line, end, "\\n") ? end - 2 : end;
    if (start < last) {
      sink.accept(Part.PASSWORD, start, last);
    }
  }

  /** Returns true if {@code word} stands in the command that begins at {@code from}. */
  private boolean stands(String word, int from) {
    int limit = Math.min(line.length - word.length(), from + MAX_READER);
    for (int i = from; i <= limit && line[i] != '|' && line[i] != ';'; i++) {
      if (Ascii.startsWith(line, i, word) && !Ascii.isLetter(LineText.at(line, i - 1))) {
        return true;
      }
    }
    return false;
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < line.length && !LineText.isSpace(line[i]) && "|;<>".indexOf(line[i]) < 0) {
      i++;
    }
    return i;
  }

  private int literalEnd(int start, int quote) {
    int i = start;
    while (i < line.length && line[i] != quote) {
      i += line[i] == '\\' && quote == '"' ? 2 : 1;
    }
    return Math.min(i, line.length);
  }
}
