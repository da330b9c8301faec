package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.KnownSecrets.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of variables are plainly no secrets, and where the password of a URL stands. */
class SecretValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fake-hunter2-Zq8",
        "correct horse battery",
        "1234567890123456789012",
        "/fAkE0KeY1WiTh2SlAsH3/fAkE0KeY1WiTh2",
        "/abc+def/ghi=",
        "$2b$10$fakefakefakefake",
        "p${x}q-fake",
        "https://fake.example/hook/Zq8fake"
      })
  void areSecret(String value) {
    assertThat(SecretValues.notSecret(value)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', TOO_SHORT",
    "true, TOO_SHORT",
    "'  short  ', TOO_SHORT",
    "********, REPEATED_CHARACTER",
    "xxxxxxxxxxxx, REPEATED_CHARACTER",
    "changeme, COMMON_WORD",
    "Password, COMMON_WORD",
    "undefined, COMMON_WORD",
    "${DB_PASSWORD}, REFERENCE",
    "$(cat /run/x), REFERENCE",
    "$DB_PASSWORD, REFERENCE",
    "{{ vault.password }}, REFERENCE",
    "<your-token-here>, REFERENCE",
    "12345678, NUMBER",
    "10.20.30.40, NUMBER",
    "2026-01-01, NUMBER",
    "/run/secrets/db-password, PATH",
    "~/.ssh/id_ed25519, PATH",
    "C:\\Users\\ada\\key.pem, PATH"
  })
  void areNotSecret(String value, Reason reason) {
    assertThat(SecretValues.notSecret(value)).isEqualTo(reason);
  }

  @Test
  void holdThePasswordOfAUrl() {
    assertThat(SecretValues.urlCredentials("postgres://app:fake-Zq8@db.example:5432/app"))
        .containsExactly("fake-Zq8");
    assertThat(SecretValues.urlCredentials("redis://:fake-Zq8@cache.example"))
        .containsExactly("fake-Zq8");
    assertThat(SecretValues.urlCredentials("a=http://u:fake-one@x http://v:fake-two@y"))
        .containsExactly("fake-one", "fake-two");
  }

  @Test
  void holdTheTokenThatStandsInPlaceOfTheUser() {
    String token = "fake-token-" + "0123456789";
    assertThat(SecretValues.urlCredentials("https://" + token + "@git.example/a"))
        .containsExactly(token);
    assertThat(SecretValues.urlCredentials("https://" + token + ":x-oauth-basic@git.example/a"))
        .containsExactly(token);
    assertThat(SecretValues.urlCredentials("https://" + token + ":fake-Zq8@git.example/a"))
        .containsExactly("fake-Zq8");
    assertThat(SecretValues.urlCredentials("ssh://somebody@git.example/a")).isEmpty();
    assertThat(SecretValues.urlCredentials("https://${A_LONG_NAME_OF_A_VARIABLE}@x")).isEmpty();
    assertThat(SecretValues.urlCredentials("https://" + token + ".example/a")).isEmpty();
  }

  @Test
  void holdThePasswordOfAUrlAsWrittenAndDecoded() {
    assertThat(SecretValues.urlCredentials("amqp://app:fake%40Zq8%2F@mq.example/vhost"))
        .containsExactly("fake%40Zq8%2F", "fake@Zq8/");
    assertThat(SecretValues.urlCredentials("amqp://app:fake@Zq8@mq.example"))
        .containsExactly("fake@Zq8");
    assertThat(SecretValues.urlCredentials("amqp://app:100%fake@mq.example"))
        .containsExactly("100%fake");
  }

  @Test
  void holdTheSecretsOfAConnectionString() {
    assertThat(SecretValues.namedParts("Server=db;User Id=sa;Password=fake-Zq8==;Pooling=true;"))
        .containsExactly("fake-Zq8==");
    assertThat(SecretValues.namedParts("jdbc:postgresql://db/x?user=a&password=fake-Zq8&ssl=true"))
        .containsExactly("fake-Zq8");
    assertThat(SecretValues.namedParts("-Xmx1g -Dapi.token=fake-Zq8x"))
        .containsExactly("fake-Zq8x");
    assertThat(SecretValues.namedParts("a; token=${TOKEN_VALUE}; token=short; =x; key")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a:b@c",
        "https://ada@example.com",
        "postgres://postgres:postgres@db.example/app",
        "postgres://app:${DB_PASSWORD}@db.example/app",
        "https://x:x-oauth-basic@git.example",
        "no url at all"
      })
  void holdNoPassword(String value) {
    assertThat(SecretValues.urlCredentials(value)).isEqualTo(List.of());
  }
}
