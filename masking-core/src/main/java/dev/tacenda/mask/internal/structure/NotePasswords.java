package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.structure.NoteNames.Kind;
import dev.tacenda.mask.internal.structure.NoteNames.Name;

/**
 * Passwords as people write them down for each other: {@code my password is X}, {@code pw: X},
 * {@code id/pw: user/X}. A sentence says little about what is a value, so the value itself must
 * look chosen: letters with digits or signs.
 */
final class NotePasswords {
  /** Between a name and the verb there may be a few words. */
  private static final int MAX_TO_VERB = 48;

  private static final int MAX_PARTICLE = 15;
  private static final int MAX_USER = 64;

  private static final String[] VERBS = {
    " is",
    " was",
    " set to",
    " changed to",
    " reset to",
    " will be",
    " should be",
    " ist",
    " lautet",
    " est",
    " es",
    " is now"
  };

  private final byte[] line;
  private final PartSink sink;

  private NotePasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    NotePasswords notes = new NotePasswords(line, sink);
    int i = 0;
    while (i < line.length) {
      Name name = NoteNames.at(line, i);
      i = name.kind() == Kind.NONE ? i + 1 : Math.max(name.end(), notes.named(i, name));
    }
  }

  /** Reads what follows a name; returns where to go on. */
  private int named(int start, Name name) {
    if (isPair(start)) {
      return pair(behindMark(behindParticle(name.end())));
    }
    int particle = behindParticle(name.end());
    if (particle > name.end() && particle < line.length && line[particle] > ' ') {
      int value = behindMark(particle);
      return value(value, value > particle ? 2 : 3);
    }
    int mark = behindMark(particle);
    if (mark > particle && hasMark(particle)) {
      return marked(mark, name.kind());
    }
    int verb = behindVerb(particle);
    return verb > particle ? value(verb, isLastWord(verb) ? 2 : 3) : particle;
  }

  /** A full name with a sign is read as an assignment, but not in the text of HTML. */
  private int marked(int from, Kind kind) {
    if (kind == Kind.OWN) {
      return value(from, 2);
    }
    return Ascii.startsWith(line, from, "&quot;") ? value(from, 3) : from;
  }

  /** {@code id/pw}, {@code user, password}: the value holds both. */
  private boolean isPair(int start) {
    int i = start;
    while (i > 0 && start - i < 3 && " /,&|".indexOf(line[i - 1]) >= 0) {
      i--;
    }
    return i < start && NoteNames.isAccountBefore(line, i);
  }

  private int behindParticle(int from) {
    int i = from;
    while (i < line.length && i - from < MAX_PARTICLE && line[i] < 0) {
      i++;
    }
    return i;
  }

  private boolean hasMark(int from) {
    int i = LineText.skipSpaces(line, from);
    int b = LineText.at(line, i);
    return b == ':' || b == '=' || b == '>' || b == '(' || b == '-' && i > from;
  }

  /** Skips blanks and the signs that say "is". */
  private int behindMark(int from) {
    int i = LineText.skipSpaces(line, from);
    int limit = i + 3;
    while (i < limit && i < line.length && ":=->(".indexOf(line[i]) >= 0) {
      i++;
    }
    return LineText.skipSpaces(line, i);
  }

  /** Returns the place behind the verb of the sentence, or {@code from}. */
  private int behindVerb(int from) {
    int limit = Math.min(line.length, from + MAX_TO_VERB);
    for (int i = from; i < limit && !endsSentence(i); i++) {
      if (line[i] == ' ') {
        int end = verbEnd(i);
        if (end > i) {
          return LineText.skipSpaces(line, LineText.at(line, end) == ':' ? end + 1 : end);
        }
      } else if (line[i] == ':' && Ascii.startsWith(line, from, " for ")) {
        return LineText.skipSpaces(line, i + 1);
      }
    }
    return from;
  }

  private int verbEnd(int blank) {
    int end = blank;
    for (String verb : VERBS) {
      int after = blank + verb.length();
      int next = LineText.at(line, after);
      if (after > end && (next == ' ' || next == ':') && Ascii.startsWith(line, blank, verb)) {
        end = after;
      }
    }
    return end;
  }

  private boolean endsSentence(int i) {
    int b = line[i];
    return b == ';' || b == '{' || b == '}' || b == '=' || b == '.' && isBlank(i + 1);
  }

  private boolean isBlank(int i) {
    return LineText.at(line, i) <= ' ' && LineText.at(line, i) >= 0;
  }

  /** Returns true if the word at {@code from} ends its sentence, or the part of it. */
  private boolean isLastWord(int from) {
    int i = from;
    while (i < line.length && i - from < MAX_USER && line[i] != ' ') {
      i++;
    }
    int next = LineText.skipSpaces(line, i);
    return next >= line.length
        || ".,;)".indexOf(LineText.at(line, i - 1)) >= 0
        || Ascii.startsWith(line, next, "and ")
        || Ascii.startsWith(line, next, "for ")
        || Ascii.startsWith(line, next, "but ");
  }

  /** Reads a user, a sign and a password; returns where to go on. */
  private int pair(int from) {
    int userEnd = from;
    while (userEnd < line.length && userEnd - from < MAX_USER && isUser(line[userEnd])) {
      userEnd++;
    }
    int mark = LineText.skipSpaces(line, userEnd);
    if (userEnd < from + 2 || "/,(|".indexOf(LineText.at(line, mark)) < 0) {
      return from;
    }
    int value = LineText.at(line, mark + 1) == line[mark] ? mark + 2 : mark + 1;
    return value(LineText.skipSpaces(line, value), 2);
  }

  private static boolean isUser(int b) {
    return Ascii.isWord(b) || b == '.' || b == '@' || b == '-';
  }

  /** Reports the value if it has so many kinds of characters; returns where to go on. */
  private int value(int from, int kinds) {
    int start = NoteValue.start(line, from);
    int end = NoteValue.end(line, start);
    if (NoteValue.kinds(line, start, end) >= kinds) {
      sink.accept(Part.PASSWORD, start, end);
      return end;
    }
    return Math.max(from, start);
  }
}
