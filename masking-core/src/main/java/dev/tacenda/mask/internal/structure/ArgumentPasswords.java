package dev.tacenda.mask.internal.structure;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that programs take by their place among the arguments: {@code net user app X}, {@code
 * htpasswd -b file app X}, {@code sqlplus app/X@db}. Some of these programs have the names of
 * words, so the value must look chosen.
 */
final class ArgumentPasswords {
  /** Which argument is the password. */
  private enum Place {
    /** The third, if the first is the command that takes one. */
    THIRD_OF_COMMAND,
    /** The second, if the first is the name of a password or a token. */
    SECOND_IF_NAMED,
    /** The second. */
    SECOND,
    /** The last one, if an option says that it is there. */
    LAST_OF_BATCH,
    /** Behind the slash of the first, up to an at sign. */
    BEHIND_SLASH
  }

  private static final Map<String, Place> PROGRAMS =
      Map.ofEntries(
          Map.entry("net", Place.THIRD_OF_COMMAND),
          Map.entry("net.exe", Place.THIRD_OF_COMMAND),
          Map.entry("nuget", Place.THIRD_OF_COMMAND),
          Map.entry("vault", Place.THIRD_OF_COMMAND),
          Map.entry("setx", Place.SECOND_IF_NAMED),
          Map.entry("wpa_passphrase", Place.SECOND),
          Map.entry("htpasswd", Place.LAST_OF_BATCH),
          Map.entry("sqlplus", Place.BEHIND_SLASH),
          Map.entry("sqlldr", Place.BEHIND_SLASH),
          Map.entry("expdp", Place.BEHIND_SLASH),
          Map.entry("impdp", Place.BEHIND_SLASH),
          Map.entry("exp", Place.BEHIND_SLASH),
          Map.entry("imp", Place.BEHIND_SLASH));

  /** {@code net user}, {@code nuget push}, {@code vault operator unseal}. */
  private static final Set<String> COMMANDS = Set.of("user", "push", "operator");

  private static final String[] NAMES = {"pass", "password", "passwd", "pwd", "token", "secret"};
  private static final int MAX_OPTION = 8;
  private static final int MIN = 6;

  private final byte[] line;
  private final Words words;
  private final PartSink sink;
  private @Nullable Place place;
  private int count;
  private boolean named;
  private boolean batch;
  private int lastStart;
  private int lastEnd;

  private ArgumentPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.words = new Words(line);
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    ArgumentPasswords arguments = new ArgumentPasswords(line, sink);
    while (arguments.words.next()) {
      arguments.word();
    }
    arguments.endCommand();
  }

  private void word() {
    if (words.beginsCommand()) {
      endCommand();
    }
    if (place == null) {
      place = PROGRAMS.get(words.program());
    } else if (line[words.start()] == '-') {
      batch |= isBatch();
    } else {
      argument(place);
    }
  }

  private void endCommand() {
    if (batch && count > 1 && lastEnd > lastStart) {
      sink.accept(Part.PASSWORD, lastStart, lastEnd);
    }
    place = null;
    count = 0;
    named = false;
    batch = false;
  }

  private boolean isBatch() {
    int end = Math.min(words.end(), words.start() + MAX_OPTION);
    for (int i = words.start(); i < end; i++) {
      if (line[i] == 'b') {
        return place == Place.LAST_OF_BATCH;
      }
    }
    return false;
  }

  private void argument(Place kind) {
    lastStart = words.start();
    lastEnd = words.valueEnd(lastStart);
    words.moveTo(lastEnd);
    if (lastEnd == lastStart) {
      return;
    }
    count++;
    switch (kind) {
      case THIRD_OF_COMMAND -> {
        named |= count == 1 && COMMANDS.contains(LineText.name(line, lastStart, lastEnd));
        chosen(named && count == 3);
      }
      case SECOND_IF_NAMED -> {
        named |= count == 1 && namesSecret();
        chosen(named && count == 2);
      }
      case SECOND -> chosen(count == 2);
      case BEHIND_SLASH -> behindSlash(count == 1);
      case LAST_OF_BATCH -> {}
    }
  }

  private void chosen(boolean isPlace) {
    boolean path = "/*.\\".indexOf(line[lastStart]) >= 0;
    boolean digit = LineText.holdsDigit(line, lastStart, lastEnd) && lastEnd - lastStart >= MIN;
    if (isPlace && !path && (digit || NoteValue.kinds(line, lastStart, lastEnd) >= 2)) {
      sink.accept(Part.PASSWORD, lastStart, lastEnd);
    }
  }

  private boolean namesSecret() {
    for (String name : NAMES) {
      if (LineText.endsWith(line, lastEnd, name)) {
        return true;
      }
    }
    return false;
  }

  private void behindSlash(boolean isPlace) {
    int slash = -1;
    for (int i = lastStart; isPlace && i < lastEnd; i++) {
      if (line[i] == '/' && slash < 0) {
        slash = i;
      } else if (line[i] == '@') {
        if (slash > lastStart && slash + 1 < i) {
          sink.accept(Part.PASSWORD, slash + 1, i);
        }
        return;
      }
    }
  }
}
