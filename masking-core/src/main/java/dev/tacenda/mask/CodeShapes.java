package dev.tacenda.mask;

import com.google.re2j.Pattern;
import java.util.Arrays;

/** Recognises program text and sentences where an assignment's value was expected. */
final class CodeShapes {
  private static final int MAX_CODE_BYTES = 400;

  /** a.b.c, a::b, a->b, A[x], (x, new X, and keywords of common languages. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "[A-Za-z_$][A-Za-z0-9_$]*(?:(?:\\.|::|->|\\?\\.|!!\\.)[A-Za-z_$][A-Za-z0-9_$]*)+[?!;,)]*"
              + "|[A-Za-z_$][A-Za-z0-9_$.]*\\[.*"
              + "|[A-Za-z_$][A-Za-z0-9_$.:>-]*[(<{].*"
              + "|[(\\[{*&!|?].*"
              + "|(?:new|await|return|typeof|lambda|function|func|def|class|this|self|super|const|"
              + "let|var|String|Optional|Option|Option|List|Map|Promise|Uint8Array|Buffer|Vec|"
              + "boolean|Boolean|char|byte|bytes|int|float|str|number|string|object|any|void|"
              + "undefined|nullptr|NULL|None|Some|True|False|true|false)[?;,)\\[\\]|]*");

  private CodeShapes() {}

  /** Returns true if the value, or the value with what follows it, reads as an expression. */
  static boolean isCode(byte[] line, int start, int end) {
    if (end - start > MAX_CODE_BYTES) {
      return false;
    }
    if (end < line.length && (line[end] == '(' || line[end] == '[')) {
      return true;
    }
    return REFERENCE.matches(Arrays.copyOfRange(line, start, end));
  }

  /** Returns true for three or more words of which none has a digit. */
  static boolean isProse(byte[] line, int start, int end) {
    int words = 1;
    for (int i = start; i < end; i++) {
      if (CharacterClasses.isDigit(line[i])) {
        return false;
      }
      words += line[i] == ' ' ? 1 : 0;
    }
    return words > 1;
  }
}
