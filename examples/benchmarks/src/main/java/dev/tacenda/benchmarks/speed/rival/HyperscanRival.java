package dev.tacenda.benchmarks.speed.rival;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Scanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules in one Hyperscan database. Each pattern is reported once: with the ends of all matches,
 * of which the shapes that need a word near them have many, it takes several times as long. It does
 * not say where a match begins, nor which group is the value. Confined to one thread.
 */
public final class HyperscanRival implements AutoCloseable {
  private final Database database;
  private final Scanner scanner = new Scanner();
  private final int patterns;

  private HyperscanRival(List<Expression> expressions) throws CompileErrorException {
    List<Expression> valid =
        expressions.stream().filter(expression -> expression.validate().isValid()).toList();
    this.patterns = valid.size();
    this.database = Database.compile(valid);
    scanner.allocScratch(database);
  }

  /**
   * Returns all patterns. Those that count only near a word are there without the word: with it the
   * set is refused as too large.
   *
   * @throws CompileErrorException if Hyperscan takes the patterns one by one and not together
   */
  public static HyperscanRival patterns(ShippedRules rules) throws CompileErrorException {
    List<Expression> expressions = new ArrayList<>();
    for (PatternRule rule : rules.rules()) {
      expressions.add(expression(rule.pattern(), expressions.size(), ExpressionFlag.NO_FLAG));
    }
    return new HyperscanRival(expressions);
  }

  /**
   * Returns a filter: the patterns that need no word near them, and of the other rules the words.
   * What it reports would have to be looked at again.
   *
   * @throws CompileErrorException if Hyperscan takes the patterns one by one and not together
   */
  public static HyperscanRival filter(ShippedRules rules) throws CompileErrorException {
    List<Expression> expressions = new ArrayList<>();
    Set<String> words = new LinkedHashSet<>();
    for (PatternRule rule : rules.rules()) {
      if (rule.near()) {
        words.addAll(rule.keywords());
      } else {
        expressions.add(expression(rule.pattern(), expressions.size(), ExpressionFlag.NO_FLAG));
      }
    }
    for (String word : words) {
      expressions.add(expression(quoted(word), expressions.size(), ExpressionFlag.CASELESS));
    }
    return new HyperscanRival(expressions);
  }

  private static Expression expression(String pattern, int id, ExpressionFlag flag) {
    return new Expression(pattern, EnumSet.of(ExpressionFlag.SINGLEMATCH, flag), id);
  }

  private static String quoted(String word) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean plain = c >= 0x80 || Character.isLetterOrDigit(c) || c == '_' || c == ' ';
      out.append(plain ? "" : "\\").append(c);
    }
    return out.toString();
  }

  /** Returns true if the native library is there for this system and its processor. */
  public static boolean isAvailable() {
    try {
      return Scanner.getIsValidPlatform();
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Returns the number of patterns that match. */
  public int count(byte[] text) {
    return scanner.scan(database, new String(text, StandardCharsets.UTF_8)).size();
  }

  /** Returns how many of the patterns Hyperscan takes. */
  public int patterns() {
    return patterns;
  }

  @Override
  public void close() throws IOException {
    scanner.close();
    database.close();
  }
}
