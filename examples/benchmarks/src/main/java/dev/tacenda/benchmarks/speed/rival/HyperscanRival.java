package dev.tacenda.benchmarks.speed.rival;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.Scanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All patterns in one Hyperscan database: it says where matches end, and neither where they begin
 * nor which group is the value. Confined to one thread.
 */
public final class HyperscanRival implements AutoCloseable {
  private final Database database;
  private final Scanner scanner = new Scanner();
  private final int patterns;

  /**
   * @throws CompileErrorException if Hyperscan takes the patterns one by one and not together
   */
  public HyperscanRival(ShippedRules rules) throws CompileErrorException {
    List<Expression> expressions = new ArrayList<>();
    for (PatternRule rule : rules.rules()) {
      Expression expression = new Expression(rule.pattern(), expressions.size());
      if (expression.validate().isValid()) {
        expressions.add(expression);
      }
    }
    this.patterns = expressions.size();
    this.database = Database.compile(expressions);
    scanner.allocScratch(database);
  }

  /** Returns true if the native library is there for this system and its processor. */
  public static boolean isAvailable() {
    try {
      return Scanner.getIsValidPlatform();
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Returns the number of matches. */
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
