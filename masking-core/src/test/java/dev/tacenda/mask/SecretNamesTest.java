package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names of variables say that the value is a secret. */
class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_TOKEN",
        "ANTHROPIC_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "PGPASSWORD",
        "MYSQL_PWD",
        "MYSQL_ROOT_PASSWORD",
        "DB_PASS",
        "SMTP_PASSWD",
        "SSH_PASSPHRASE",
        "apiKey",
        "APIKey",
        "dbPassword",
        "spring.datasource.password",
        "client-secret",
        "npm_config__authToken",
        "authtoken",
        "accesstoken",
        "TOKEN1",
        "TOKEN_2",
        "SENTRY_DSN",
        "SLACK_WEBHOOK_URL",
        "DB_CONNECTION_STRING",
        "CONNECTION_URL",
        "AZURE_CREDENTIALS",
        "GH_PAT",
        "DOCKER_AUTH_CONFIG",
        "PRIVATE_KEY",
        "TLS_CERT",
        "SECRET_KEY_BASE",
        "key"
      })
  void saySecret(String name) {
    assertThat(SecretNames.saySecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "PWD",
        "OLDPWD",
        "KEYBOARD",
        "KEYBOARD_LAYOUT",
        "MONKEY",
        "TURKEY_MODE",
        "SSH_AUTH_SOCK",
        "PASSWORD_FILE",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "KEY_PATH",
        "STRIPE_PUBLIC_KEY",
        "STRIPE_PUBLISHABLE_KEY",
        "TOKEN_URL",
        "AUTH_ENDPOINT",
        "SECRET_NAME",
        "KEY_VAULT_NAME",
        "TOKEN_TTL",
        "PASSWORD_MIN_LENGTH",
        "AUTHOR",
        "GIT_AUTHOR_NAME",
        "TOKENIZERS_PARALLELISM",
        "XAUTHORITY",
        "PATTERN",
        "COMPASS",
        "PASSENGER_ENV",
        "CERTAINTY",
        "DATABASE_URL",
        "JAVA_HOME",
        "_",
        "",
        "1"
      })
  void doNotSaySecret(String name) {
    assertThat(SecretNames.saySecret(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "aws_secret-access.key, AWS SECRET ACCESS KEY",
    "myAPIKey, MY API KEY",
    "dbPassword2, DB PASSWORD",
    "HTTPServer, HTTP SERVER",
    "X, X"
  })
  void areCutIntoWords(String name, String words) {
    assertThat(SecretNames.words(name)).isEqualTo(List.of(words.split(" ", -1)));
  }
}
