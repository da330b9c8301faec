package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a bundle, as one file and as a folder. */
class PackedBundleTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 3_000);
  private static final long SEED = Long.getLong("tacenda.seed", 20_261_130L);

  @TempDir private Path folder;

  @Test
  void isLinesOfNamesAndLengthsWithTheFilesBetween() {
    byte[] packed =
        PolicyBundle.of(Map.of("b.yaml", Bundles.bytes("two\n"), "a.yaml", new byte[0])).packed();

    assertThat(new String(packed, StandardCharsets.UTF_8))
        .isEqualTo("tacenda-bundle 1 2\na.yaml 0\n\nb.yaml 4\ntwo\n\n");
  }

  @Test
  void whatIsPackedIsReadAgainWhateverTheFilesHold() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      Map<String, byte[]> files = new TreeMap<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        byte[] content = new byte[random.nextInt(50)];
        random.nextBytes(content);
        files.put("f" + random.nextInt(99), content);
      }

      PolicyBundle read = PolicyBundle.parse(PolicyBundle.of(files).packed());

      assertThat(Bundles.taken(read)).as("seed " + SEED).containsExactlyEntriesOf(files);
    }
  }

  /** What a parser accepts it must write again: otherwise two files could be one bundle. */
  @Test
  void mutationsAreRefusedOrTheyAreTheOneSpellingOfAnotherBundle() {
    Random random = new Random(SEED);
    byte[] good = Bundles.bundle(3).packed();
    int parsed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutated(good, random);
      if (isParsed(mutated)) {
        parsed++;
        assertThat(PolicyBundle.parse(mutated).packed()).as("seed " + SEED).isEqualTo(mutated);
        assertThat(isTrusted(mutated))
            .as("seed " + SEED + ", round " + round)
            .isEqualTo(Arrays.equals(mutated, good));
      }
    }
    assertThat(parsed).as("some mutations only change content").isGreaterThan(ROUNDS / 100);
  }

  private static boolean isParsed(byte[] bytes) {
    try {
      PolicyBundle.parse(bytes);
      return true;
    } catch (BundleException e) {
      return false;
    }
  }

  private static boolean isTrusted(byte[] bytes) {
    try {
      Bundles.TRUST.verify(PolicyBundle.parse(bytes));
      return true;
    } catch (BundleException e) {
      return false;
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> bytes = joined(bytes, at, bytes, random.nextInt(bytes.length));
        case 4 -> bytes = joined(bytes, at, bytes, Math.min(at + 1, bytes.length));
        default -> bytes[at] = (byte) "0123456789 \n".charAt(random.nextInt(12));
      }
    }
    return bytes;
  }

  /** The beginning of one array and the end of another. */
  private static byte[] joined(byte[] a, int end, byte[] b, int start) {
    byte[] both = Arrays.copyOf(a, end + b.length - start);
    System.arraycopy(b, start, both, end, b.length - start);
    return both.length == 0 ? new byte[1] : both;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../up.yaml",
        "a/b.yaml",
        "a\\b.yaml",
        ".hidden",
        "-dash",
        "Upper.yaml",
        "a b.yaml",
        "a\u0000b",
        "umlaut-\u00e4.yaml",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void namesAreFlatAndPlain(String name) {
    BundleException refused =
        catchThrowableOfType(
            BundleException.class, () -> PolicyBundle.of(Map.of(name, new byte[0])));

    assertThat(refused.reason()).isEqualTo(BundleRejection.BAD_FILE_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tacenda-bundle 1 01\na 0\n\n",
        "tacenda-bundle 1 1\na 00\n\n",
        "tacenda-bundle 1 1\na +0\n\n",
        "tacenda-bundle 1 1\na -0\n\n",
        "tacenda-bundle 1 1\na\n\n",
        "tacenda-bundle 1 1\na 1\nxx",
        "tacenda-bundle 1 2\nb 0\n\na 0\n\n",
        "tacenda-bundle 2 0\n",
        "tacenda-bundle  1 0\n"
      })
  void numbersAndLinesHaveOneSpelling(String packed) {
    assertThatThrownBy(() -> PolicyBundle.parse(Bundles.bytes(packed)))
        .isInstanceOfSatisfying(
            BundleException.class,
            e -> assertThat(e.reason()).isEqualTo(BundleRejection.NOT_A_BUNDLE));
  }

  @Test
  void hasAtMostOneMebibyteAnd256Files() {
    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 256; i++) {
      many.put("f" + i, new byte[0]);
    }
    assertThat(PolicyBundle.of(many).names()).hasSize(256);
    many.put("one-more", new byte[0]);

    assertReason(BundleRejection.TOO_MANY_FILES, () -> PolicyBundle.of(many));
    int frame = "tacenda-bundle 1 1\na 1048544\n\n".length();
    int most = PolicyBundle.MAX_BYTES - frame;
    assertThat(PolicyBundle.of(Map.of("a", new byte[most])).packed())
        .hasSize(PolicyBundle.MAX_BYTES);
    assertReason(BundleRejection.TOO_LARGE, () -> PolicyBundle.of(Map.of("a", new byte[most + 1])));
  }

  @Test
  void aFolderHoldsTheSameFiles() throws IOException {
    for (Map.Entry<String, byte[]> file : Bundles.taken(Bundles.bundle(3)).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }

    PolicyBundle read = PolicyBundle.readFolder(folder);

    assertThat(Bundles.TRUST.verify(read).revision()).isEqualTo(3);
  }

  @Test
  void linksAndFoldersAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.yaml"), new byte[1]);
    Path link = folder.resolve("b.yaml");
    Files.createSymbolicLink(link, file);
    assertReason(BundleRejection.NOT_A_REGULAR_FILE, () -> PolicyBundle.readFolder(folder));
    Files.delete(link);
    Path below = Files.createDirectory(folder.resolve("sub"));
    assertReason(BundleRejection.NOT_A_REGULAR_FILE, () -> PolicyBundle.readFolder(folder));

    Path linkToFolder = below.resolve("link");
    Files.createSymbolicLink(linkToFolder, below);
    assertReason(BundleRejection.NOT_A_REGULAR_FILE, () -> PolicyBundle.readFolder(linkToFolder));
    assertReason(
        BundleRejection.FETCH_FAILED, () -> PolicyBundle.readFolder(folder.resolve("none")));
  }

  @Test
  void aFolderIsNotReadBeyondTheLimits() throws IOException {
    Files.write(folder.resolve("a.yaml"), new byte[PolicyBundle.MAX_BYTES / 2]);
    Files.write(folder.resolve("b.yaml"), new byte[PolicyBundle.MAX_BYTES / 2 + 1]);

    assertReason(BundleRejection.TOO_LARGE, () -> PolicyBundle.readFolder(folder));
  }

  private static void assertReason(BundleRejection reason, Runnable call) {
    BundleException refused = catchThrowableOfType(BundleException.class, call::run);
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
  }
}
