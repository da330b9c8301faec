package dev.tacenda.benchmarks.speed;

import java.util.Random;

/**
 * A line that holds a fake secret.
 *
 * @param text the line with its end
 * @param secret the part of it that must not be in what is masked
 */
record PlantedLine(String text, String secret) {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String ALPHANUMERIC = LOWER + UPPER + "0123456789";

  /** Returns the line number {@code i}: six kinds take turns. */
  static PlantedLine of(Random random, int i) {
    // Prefixes are put together here, so that no scanner takes this file for a leak.
    return switch (i % 6) {
      case 0 -> around("    aws_access_key_id = ", "AK" + "IA" + any(random, UPPER, 16), "");
      case 1 -> around("    String token = \"", "gh" + "p_" + any(random, ALPHANUMERIC, 36), "\";");
      case 2 ->
          around(
              "    url: postgres://app:", any(random, ALPHANUMERIC, 14), "@db.example.org/orders");
      case 3 -> around("    DB_PASSWORD=", any(random, ALPHANUMERIC + "!%&-", 18), "");
      case 4 -> around("    Authorization: Bearer ", any(random, ALPHANUMERIC, 40), "");
      default -> around("    // mail ", any(random, LOWER, 8) + "@acme.example", "");
    };
  }

  private static PlantedLine around(String before, String secret, String after) {
    return new PlantedLine(before + secret + after + "\n", secret);
  }

  /** Returns random characters of an alphabet. */
  static String any(Random random, String alphabet, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  /** Returns a random value of letters and digits. */
  static String anyValue(Random random, int length) {
    return any(random, ALPHANUMERIC, length);
  }

  /** Names nothing: the value is fake, but masked records print none. */
  @Override
  public String toString() {
    return "PlantedLine[" + text.length() + " characters]";
  }
}
