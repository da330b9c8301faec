package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.structure.CommandTable.Form;
import dev.tacenda.mask.internal.structure.CommandTable.Option;
import java.util.List;

/** Passwords in the arguments of programs that are known to take them there. */
final class CommandPasswords {
  private final byte[] line;
  private final Words words;
  private final PartSink sink;
  private String program = "";
  private List<Option> options = List.of();

  private CommandPasswords(byte[] line, PartSink sink) {
    this.line = line;
    this.words = new Words(line);
    this.sink = sink;
  }

  static void read(byte[] line, PartSink sink) {
    SecureStrings.read(line, sink);
    new CommandPasswords(line, sink).read();
  }

  private void read() {
    while (words.next()) {
      if (words.beginsCommand()) {
        options = List.of();
      }
      List<Option> known = known();
      if (!known.isEmpty()) {
        options = known;
      } else {
        option();
      }
    }
  }

  /** The options of the program that this word names, or of a program whose login this word is. */
  private List<Option> known() {
    if (!Ascii.isAlphanumeric(LineText.at(line, words.end() - 1))) {
      return List.of();
    }
    int start = words.programStart();
    if (!CommandTable.mayBeKnown(line[start], words.end() - start)) {
      return List.of();
    }
    String word = words.program();
    if (word.equals(CommandTable.LOGIN_COMMAND)) {
      return CommandTable.ofLogin(program);
    }
    if (CommandTable.hasLogin(word)) {
      program = word;
    }
    return CommandTable.of(word);
  }

  private void option() {
    for (Option option : options) {
      int start = valueStart(option);
      if (start >= 0) {
        int end = words.valueEnd(start);
        report(option.form(), start, end);
        words.moveTo(end);
        return;
      }
    }
  }

  /** Returns where the value begins if this word is the option, or -1. */
  private int valueStart(Option option) {
    String name = option.name();
    int end = words.start() + name.length();
    if (!stands(name)) {
      boolean cluster = option.form() == Form.USER_COLON && isCluster(name);
      return cluster ? words.valueStart(words.end()) : -1;
    }
    boolean attached = option.form() == Form.ATTACHED || option.form() == Form.EITHER;
    if (end < words.end() && line[end] != '=') {
      return attached && line[end] != '-' ? end : -1;
    }
    // mysql -p and a blank ask for the password.
    boolean blank = LineText.isSpace(LineText.at(line, end));
    return blank && option.form() == Form.ATTACHED ? -1 : words.valueStart(end);
  }

  private boolean stands(String name) {
    for (int k = 0; k < name.length(); k++) {
      if (LineText.at(line, words.start() + k) != name.charAt(k)) {
        return false;
      }
    }
    return words.start() + name.length() <= words.end();
  }

  /** {@code curl -sSu user:password}: the option at the end of others of one letter. */
  private boolean isCluster(String name) {
    int end = words.end();
    boolean cluster = name.length() == 2 && end - words.start() < 9 && line[words.start()] == '-';
    for (int i = words.start() + 1; i < end; i++) {
      cluster &= Ascii.isLetter(line[i]);
    }
    return cluster && line[end - 1] == name.charAt(1);
  }

  private void report(Form form, int start, int end) {
    int from =
        switch (form) {
          case USER_COLON -> behindFirst(':', start, end);
          case USER_PERCENT -> behindFirst('%', start, end);
          case PASS_COLON -> Ascii.startsWith(line, start, "pass:") ? start + 5 : end;
          default -> LineText.at(line, start) == '-' || isSource(start) ? end : start;
        };
    if (from < end) {
      sink.accept(Part.PASSWORD, from, end);
    }
  }

  /** Java's tools take the name of a variable or of a file behind these. */
  private boolean isSource(int start) {
    return Ascii.startsWith(line, start, "env:") || Ascii.startsWith(line, start, "file:");
  }

  private int behindFirst(char mark, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line[i] == mark) {
        return i + 1;
      }
    }
    return end;
  }
}
