package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.KnownSecrets.Reason;
import dev.tacenda.mask.KnownSecrets.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where known values come from, their limits, and that none is ever printed. */
class KnownSecretsTest {
  private static final String VALUE = "fake-canary-" + "Zq8";

  private final Path folder;

  KnownSecretsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void holdsNothingByDefault() {
    assertThat(KnownSecrets.none().names()).isEmpty();
    assertThat(hits(KnownSecrets.none(), "any text at all")).isEmpty();
  }

  @Test
  void namesItsValuesInTheOrderOfAddingAndOnce() {
    KnownSecrets secrets =
        KnownSecrets.builder()
            .add("b", VALUE)
            .add("a", VALUE + "1")
            .add("b", VALUE + "2")
            .add("c", VALUE)
            .build();

    assertThat(secrets.names()).containsExactly("b", "a");
    assertThat(secrets).hasToString("KnownSecrets[3 values]");
  }

  @Test
  void takesEachFileOfAMountThroughTheLinksOfKubernetes() throws IOException {
    Path data = Files.createDirectories(folder.resolve("..2026_11_25"));
    Files.writeString(data.resolve("token"), VALUE + "\n");
    Files.writeString(data.resolve("port"), "5432");
    Files.write(data.resolve("key.bin"), new byte[] {-1, -2, 3, 4, 5, 6, 7, -8, 9});
    Files.createSymbolicLink(folder.resolve("..data"), data);
    for (String name : List.of("token", "port", "key.bin")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    Files.createDirectories(folder.resolve("nested"));

    KnownSecrets secrets = KnownSecrets.builder().addMount(folder).build();

    String mount = folder.getFileName() + "/";
    assertThat(secrets.names()).containsExactly(mount + "key.bin", mount + "token");
    assertThat(secrets.skipped()).containsExactly(new Skipped(mount + "port", Reason.TOO_SHORT));
    assertThat(hits(secrets, "x " + VALUE + " y")).isNotEmpty();
  }

  @Test
  void aMountThatIsNotThereOrHoldsALongFileIsAnError() throws IOException {
    assertThatThrownBy(() -> KnownSecrets.builder().addMount(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    Files.write(folder.resolve("store"), new byte[KnownSecrets.MAX_VALUE_BYTES + 1]);
    assertThatThrownBy(() -> KnownSecrets.builder().addMount(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("store must have at most 65536 bytes");
  }

  @Test
  void takesTheCredentialsThatGitKeeps() throws IOException {
    String basic =
        Base64.getEncoder().encodeToString(("x-access-token:" + VALUE + "3").getBytes(UTF_8));
    Path config = folder.resolve("config");
    Files.writeString(
        config,
        "[remote \"origin\"]\n\turl = https://robot:"
            + VALUE
            + "1@git.example/a.git\n\tpushurl = https://"
            + VALUE
            + "-long-enough@git.example/a.git\n\turl = ssh://somebody@git.example/b.git\n"
            + "[http \"https://git.example/\"]\n\textraheader = AUTHORIZATION: basic "
            + basic
            + "\n\textraHeader = X-Token: "
            + VALUE
            + "4\n[user]\n\tname = Ada\n");

    KnownSecrets secrets = KnownSecrets.builder().addGitFile(config).build();

    assertThat(secrets.names()).containsExactly("config:2", "config:3", "config:6", "config:7");
    for (String value : List.of(VALUE + "1", VALUE + "-long-enough", VALUE + "3", VALUE + "4")) {
      assertThat(hits(secrets, "(" + value + ")")).isNotEmpty();
    }
    assertThat(hits(secrets, "basic " + basic)).isNotEmpty();
    assertThat(hits(secrets, "somebody robot x-access-token git.example")).isEmpty();
  }

  @Test
  void aGitFileThatIsNoTextIsAnError() throws IOException {
    Path config = Files.write(folder.resolve("config"), new byte[] {-1});
    assertThatThrownBy(() -> KnownSecrets.builder().addGitFile(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not UTF-8");
  }

  @Test
  void tellsWhichValueWasFound() {
    KnownSecrets secrets =
        KnownSecrets.builder().add("one", VALUE + "1").add("two", VALUE + "2").build();
    List<String> names = new ArrayList<>();
    byte[] text = ("x " + VALUE + "2 y").getBytes(UTF_8);

    secrets.find(text, 0, text.length, (entry, start, end) -> names.add(secrets.nameOf(entry)));

    assertThat(names).containsExactly("two");
  }

  @Test
  void takesVariablesWhoseNameSaysSecret() {
    KnownSecrets secrets =
        KnownSecrets.builder()
            .addEnvironment(
                Map.of("MY_TOKEN", VALUE, "HOME", "ada-canary", "GREETING", "hello-canary"))
            .build();

    assertThat(secrets.names()).containsExactly("MY_TOKEN");
    assertThat(secrets.skipped()).isEmpty();
  }

  @Test
  void takesThePasswordOfAUrlFromAnyVariable() {
    KnownSecrets secrets =
        KnownSecrets.builder()
            .addEnvironment(Map.of("DATABASE_URL", "postgres://app:" + VALUE + "@db.example/app"))
            .build();

    assertThat(secrets.names()).containsExactly("DATABASE_URL");
    assertThat(hits(secrets, "it is " + VALUE)).containsExactly(VALUE);
  }

  @Test
  void listsWhatItSkippedAndWhy() {
    KnownSecrets secrets =
        KnownSecrets.builder()
            .addEnvironment(
                Map.of("A_TOKEN", "short", "B_TOKEN", "changeme", "C_KEY", "/run/secrets/key"))
            .build();

    assertThat(secrets.names()).isEmpty();
    assertThat(secrets.skipped())
        .containsExactly(
            new Skipped("A_TOKEN", Reason.TOO_SHORT),
            new Skipped("B_TOKEN", Reason.COMMON_WORD),
            new Skipped("C_KEY", Reason.PATH));
  }

  @Test
  void skipsAVariableThatIsNotUnicode() {
    KnownSecrets secrets =
        KnownSecrets.builder().addEnvironment(Map.of("A_TOKEN", VALUE + "\uD800")).build();

    assertThat(secrets.skipped()).containsExactly(new Skipped("A_TOKEN", Reason.MALFORMED));
  }

  @Test
  void readsADotEnvFile() throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(
        file, "# comment\nexport API_KEY=\"" + VALUE + "\"\nNAME=other-canary\nwhat is this\n");

    KnownSecrets secrets = KnownSecrets.builder().addDotEnv(file).build();

    assertThat(secrets.names()).containsExactly("API_KEY");
    assertThat(secrets.skipped()).containsExactly(new Skipped(".env:4", Reason.UNREADABLE_LINE));
    assertThat(hits(secrets, "it is " + VALUE)).containsExactly(VALUE);
  }

  @Test
  void takesEveryReadingOfADotEnvValue() throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(file, "API_KEY=\"" + VALUE + "\\$9\"\nB_KEY=" + VALUE + "#9\n");

    KnownSecrets secrets = KnownSecrets.builder().addDotEnv(file).build();

    for (String reading : List.of(VALUE + "$9", VALUE + "\\$9", VALUE + "#9", VALUE)) {
      assertThat(hits(secrets, "it is " + reading + " there")).as(reading).contains(reading);
    }
  }

  @Test
  void refusesADotEnvFileThatIsNotUtf8() throws IOException {
    Path file = folder.resolve(".env");
    Files.write(file, new byte[] {'A', '=', (byte) 0xFF});

    assertThatThrownBy(() -> KnownSecrets.builder().addDotEnv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is not UTF-8");
  }

  @Test
  void readsAMountedSecretWithoutItsLineEnd() throws IOException {
    Path file = folder.resolve("db-password");
    Files.writeString(file, VALUE + "\n");

    KnownSecrets secrets = KnownSecrets.builder().addFile("db", file).build();

    assertThat(hits(secrets, "it is " + VALUE + " there")).containsExactly(VALUE);
  }

  @Test
  void failsIfAFileIsMissingOrTooLarge() throws IOException {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    Path large = folder.resolve("large");
    Files.write(large, new byte[KnownSecrets.MAX_VALUE_BYTES + 1]);

    assertThatThrownBy(() -> builder.addFile("x", folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> builder.addFile("x", large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(large + " must have at most 65536 bytes");
  }

  @Test
  void refusesAShortValueWithItsNameAndLengthOnly() {
    assertThatThrownBy(() -> KnownSecrets.builder().add("pin", " zqx5\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "value of pin must have at least 6 bytes without white space around it, has 6 with"
                + " it");
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> KnownSecrets.builder().add("big", "z".repeat(65_537)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value of big must have at most 65536 bytes, has 65537");
  }

  @Test
  void refusesAValueThatIsNotUnicode() {
    assertThatThrownBy(() -> KnownSecrets.builder().add("odd", VALUE + "\uDC00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value of odd is not valid Unicode");
  }

  @Test
  void refusesMoreValuesThanItsLimit() {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    for (int i = 0; i < KnownSecrets.MAX_VALUES; i++) {
      builder.add("n", VALUE + i);
    }

    assertThatThrownBy(() -> builder.add("n", VALUE + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of values must be at most 100000, was 100001");
  }

  @Test
  void findsOneOfAHundredThousandValues() {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    for (int i = 0; i < KnownSecrets.MAX_VALUES; i++) {
      builder.add("n" + i, "fake-prefix-of-all-" + i + "-Zq8");
    }
    KnownSecrets secrets = builder.build();
    String value = "fake-prefix-of-all-77777-Zq8";
    String encoded = Base64.getEncoder().encodeToString(("ada:" + value).getBytes(UTF_8));

    assertThat(hits(secrets, "it is " + value)).containsExactly(value);
    assertThat(hits(secrets, "Basic " + encoded)).containsExactly(encoded);
    assertThat(hits(secrets, "it is fake-prefix-of-all-100000-Zq8")).isEmpty();
  }

  @Test
  void copiesBytes() {
    byte[] value = VALUE.getBytes(UTF_8);
    KnownSecrets.Builder builder = KnownSecrets.builder().addBytes("x", value);
    value[0] = '*';

    assertThat(hits(builder.build(), "it is " + VALUE)).containsExactly(VALUE);
  }

  @Test
  void isNotChangedByItsBuilder() {
    KnownSecrets.Builder builder = KnownSecrets.builder().add("x", VALUE);
    KnownSecrets secrets = builder.build();
    builder.add("y", "another-canary");

    assertThat(hits(secrets, "another-canary")).isEmpty();
    assertThat(secrets.names()).containsExactly("x");
  }

  @Test
  void widensAHitInBase64OverTheWholeRun() {
    KnownSecrets secrets = KnownSecrets.builder().add("x", VALUE).build();
    String basic = Base64.getEncoder().encodeToString(("ada:" + VALUE + ":tail").getBytes(UTF_8));

    assertThat(hits(secrets, "Authorization: Basic " + basic + "\r\n")).containsOnly(basic);
  }

  @Test
  void doesNotWidenOverTheNameOfAnAssignment() {
    KnownSecrets secrets = KnownSecrets.builder().add("x", VALUE).build();
    String encoded = Base64.getEncoder().encodeToString(VALUE.getBytes(UTF_8));

    assertThat(hits(secrets, "key=" + encoded + ";")).containsOnly(encoded);
  }

  @Test
  void doesNotWidenAValueThatStandsAsItIs() {
    KnownSecrets secrets = KnownSecrets.builder().add("x", VALUE).build();

    assertThat(hits(secrets, "prefix" + VALUE + "suffix")).containsExactly(VALUE);
  }

  @Test
  void looksAtNothingOutsideItsRange() {
    KnownSecrets secrets = KnownSecrets.builder().add("x", VALUE).build();
    String encoded = Base64.getEncoder().encodeToString(VALUE.getBytes(UTF_8));
    byte[] text = ("AAAA" + encoded + "AAAA").getBytes(UTF_8);
    List<Integer> bounds = new ArrayList<>();

    secrets.find(
        text, 2, text.length - 2, (entry, start, end) -> bounds.addAll(List.of(start, end)));

    assertThat(bounds).containsExactly(2, text.length - 2);
  }

  @Test
  void widensInStepsInProportionToTheText() {
    String value = "0123456789abcdef";
    KnownSecrets secrets = KnownSecrets.builder().add("x", value).build();
    String hex = HexFormat.of().formatHex(value.getBytes(UTF_8));
    String text = hex.repeat(5_000);

    assertThat(hits(secrets, text)).containsExactly(text);
  }

  @Test
  void printsNoValueAnywhere() throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(file, "A_KEY=" + VALUE + "\n");
    KnownSecrets.Builder builder =
        KnownSecrets.builder()
            .add("x", VALUE + "1")
            .addDotEnv(file)
            .addEnvironment(Map.of("B_KEY", VALUE));
    KnownSecrets secrets = builder.build();

    assertThat(
            List.of(builder, secrets, secrets.index(), secrets.names(), secrets.skipped())
                .toString())
        .doesNotContain("canary");
  }

  private static List<String> hits(KnownSecrets secrets, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> hits = new ArrayList<>();
    secrets.find(
        bytes,
        0,
        bytes.length,
        (entry, start, end) -> hits.add(new String(bytes, start, end - start, UTF_8)));
    return hits;
  }
}
