package dev.tacenda.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fake secrets of fourteen kinds to plant in a test, the same for the same seed in every process.
 * They have the shape of the real thing, valid checksums included, and the word FAKE (an e-mail
 * address {@code fake}; a JWT in its claims; a card number has neither, but comes from a test
 * range). None gives access to anything. Immutable.
 *
 * <pre>{@code
 * PlantedSecrets planted = PlantedSecrets.of(42);
 * Files.writeString(file, String.join("\n", planted.lines().values()));
 * ...
 * LeakCheck.of(planted.asMap()).searchRequests(claude).report().assertClean();
 * }</pre>
 */
public final class PlantedSecrets {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> lines = new LinkedHashMap<>();

  private PlantedSecrets(FakeShapes shapes) {
    plant("aws-access-key-id", shapes.awsAccessKeyId(), "aws_access_key_id = ", "");
    plant("aws-secret-access-key", shapes.awsSecretAccessKey(), "aws_secret_access_key = ", "");
    plant("github-token", shapes.githubToken(), "GITHUB_TOKEN=", "");
    plant("slack-token", shapes.slackToken(), "slack.bot.token: ", "");
    plant("stripe-key", shapes.stripeKey(), "private static final String STRIPE = \"", "\";");
    plant("pem-private-key", shapes.pemPrivateKey(), "", "");
    plant("jwt", shapes.jwt(), "Authorization: Bearer ", "");
    plant(
        "jdbc-password",
        shapes.plainPassword(),
        "spring.datasource.url=jdbc:postgresql://db.acme-internal.example:5432/orders?user=app&"
            + "password=",
        "");
    plant(
        "url-password",
        shapes.plainPassword(),
        "url = https://deploy:",
        "@git.acme-internal.example/shop/orders.git");
    plant("dotenv-password", shapes.plainPassword(), "SMTP_PASSWORD=", "");
    plant("email", shapes.email(), "// ask ", " before a release");
    plant("payment-card", shapes.cardNumber(), "String card = \"", "\";");
    plant("npm-token", shapes.npmToken(), "//registry.npmjs.org/:_authToken=", "");
    plant(
        "connection-string-password",
        shapes.plainPassword(),
        "Server=tcp:sql.acme-internal.example,1433;Database=billing;User ID=svc;Password=",
        ";Encrypt=True;");
  }

  private void plant(String name, String value, String before, String after) {
    values.put(name, value);
    lines.put(name, before + value + after);
  }

  /**
   * The values of this seed.
   *
   * @param seed any number
   */
  public static PlantedSecrets of(long seed) {
    return new PlantedSecrets(new FakeShapes(seed));
  }

  /** Name to value in a fixed order, unmodifiable. A value is only the secret part. */
  public Map<String, String> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * Name to text in which the value stands as it would in a file, such as a JDBC URL around a
   * password; one line, for the PEM block several. Same names and order as {@link #asMap()}.
   */
  public Map<String, String> lines() {
    return Collections.unmodifiableMap(lines);
  }

  /** One value; empty if there is none of this name. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The number of values. */
  @Override
  public String toString() {
    return "PlantedSecrets{" + values.size() + " values}";
  }
}
