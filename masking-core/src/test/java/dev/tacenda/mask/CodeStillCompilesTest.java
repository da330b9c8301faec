package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Code whose values are masked in shape still compiles: the sources of this module, and a class
 * that is dense with planted values. A failure names its seed; run it again with {@code
 * -Dtacenda.seed=N}.
 */
class CodeStillCompilesTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String ALNUM =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final long seed = Samples.seed();
  private final Samples samples = new Samples(seed);
  private final MaskingPolicy policy =
      MaskingPolicy.builder(RuleSet.standard())
          .name("code")
          .defaultReplacement(Replacement.shape())
          .build();

  @Test
  void theSourcesOfThisModuleStillCompile() throws IOException {
    Masker masker = masker(KnownSecrets.none());
    Map<String, String> masked = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = SOURCES.relativize(file).toString().replace('\\', '/');
        masked.put(name, masker.maskText(Files.readString(file)).text());
      }
    }

    assertThat(masked).hasSizeGreaterThan(50);
    assertThat(errors(masked)).isEmpty();
  }

  @Test
  void aClassFullOfValuesStillCompilesAndHoldsNoneOfThem() {
    for (int round = 0; round < 8; round++) {
      Fixture fixture = new Fixture(new Random(seed + round));
      assertThat(errors(Map.of("Fixture.java", fixture.source))).isEmpty();

      Masker masker = masker(KnownSecrets.builder().add("fixture", fixture.known).build());

      MaskResult result = masker.maskText(fixture.source);

      String label = "seed " + seed + " round " + round + "\n";
      assertThat(result.findings()).hasSizeGreaterThanOrEqualTo(fixture.values.size());
      for (String value : fixture.values) {
        assertThat(result.text()).describedAs(label + value).doesNotContain(value);
      }
      assertThat(result.text().lines()).hasSameSizeAs(fixture.source.lines().toList());
      assertThat(result.text()).describedAs(label).doesNotContain("TCN_");
      assertThat(errors(Map.of("Fixture.java", result.text()))).describedAs(label).isEmpty();
      assertThat(masker.maskText(result.bytes()).findings()).describedAs(label).isEmpty();
    }
  }

  private Masker masker(KnownSecrets known) {
    return Masker.builder(policy, TestRules.KEY).knownSecrets(known).build();
  }

  /** A class with values of many kinds where code has them. */
  private final class Fixture {
    private final Random random;
    private final List<String> values = new ArrayList<>();
    private final String known;
    private final String source;

    Fixture(Random random) {
      this.random = random;
      this.known = value("kn" + run(12));
      this.source = source();
    }

    private String source() {
      String token = "gh" + "p_" + run(36);
      String url = value("Tr0ub4" + run(8));
      return String.join(
          "\n",
          "/** Ask " + email() + " or " + email() + " about it. */",
          "@Fixture.Source(user = \"" + email() + "\", password = \"" + password() + "\")",
          "class Fixture {",
          "  // password=" + password() + " until the next release",
          "  @interface Source { String user(); String password(); }",
          "  static final String TOKEN = \"" + value(token) + "\";",
          "  static final String AGAIN = \"Bearer \" + \"" + token + "\";",
          "  static final String CLOUD = \"" + value("AK" + "IA" + upper(15) + "7") + "\";",
          "  static final char[] PASSWORD = \"" + password() + "\".toCharArray();",
          "  String jdbc = \"jdbc:postgresql://orders:" + url + "@db.acme.test:5432/orders\";",
          "  String mongo = \"mongodb://app:" + value("p4ss" + run(9)) + "@db.acme.test/x?y=z\";",
          "  String secret_key = \"" + value(base64(40)) + "\";",
          "  String apiKey = \"" + value(hex(40)) + "\"; /* api_key: " + value(hex(32)) + " */",
          "  String json = \"{\\\"password\\\": \\\"" + password() + "\\\"}\";",
          "  String yaml = \"\"\"",
          "      spring.datasource.password: " + password(),
          "      mail: " + email(),
          "      \"\"\";",
          "  long card = " + value(card(16)) + "L;",
          "  long oldCard = " + value(card(13)) + "L, longCard = " + value("4" + longCard()) + "L;",
          "  String dashed = \"" + value(dashed(card(16))) + "\";",
          "  String pem = " + pem() + ";",
          "  String jwt = \"" + value(jwt()) + "\";",
          "  boolean check(String password) {",
          "    return password.equals(\"" + known + "\") || password == null;",
          "  }",
          "  String dbPassword = \"" + password() + "\" + 1;",
          "}",
          "");
    }

    private String value(String value) {
      values.add(value);
      return value;
    }

    private String password() {
      return value(
          samples.pick("Summer", "Hunter", "Tr0ub4") + samples.pick("!", "#", "-") + run(7) + "47");
    }

    private String email() {
      return value(run(6).toLowerCase(Locale.ROOT) + "@" + lower(7) + ".test");
    }

    private String pem() {
      StringBuilder out = new StringBuilder("\"-----BEGIN PRIVATE" + " KEY-----\\n\"\n");
      for (int i = 0; i < 3; i++) {
        out.append("      + \"").append(value(base64(64))).append("\\n\"\n");
      }
      out.append("      + \"").append(value(base64(6) + "==")).append("\\n\"\n");
      return out.append("      + \"-----END PRIVATE" + " KEY-----\\n\"").toString();
    }

    private String jwt() {
      String header =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII));
      return header + "." + "eyJzdWIiOiJ" + run(12) + "." + run(43);
    }

    private String card(int digits) {
      String start = "4" + digits(digits - 2);
      return start + luhnDigit(start);
    }

    private String longCard() {
      String start = "4" + digits(17);
      return start.substring(1) + luhnDigit(start);
    }

    private int luhnDigit(String start) {
      for (int digit = 0; digit < 10; digit++) {
        byte[] card = (start + digit).getBytes(StandardCharsets.US_ASCII);
        if (Checksums.luhn(card, 0, card.length)) {
          return digit;
        }
      }
      throw new IllegalStateException();
    }

    private String dashed(String card) {
      return card.replaceAll("(....)(....)(....)(....)", "$1-$2-$3-$4");
    }

    private String run(int length) {
      return TestRules.run(random, ALNUM, length);
    }

    private String base64(int length) {
      return TestRules.run(random, ALNUM + "+/", length);
    }

    private String hex(int length) {
      return TestRules.run(random, "0123456789abcdef", length);
    }

    private String lower(int length) {
      return TestRules.run(random, "abcdefghijklmnopqrstuvwxyz", length);
    }

    private String upper(int length) {
      return TestRules.run(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length);
    }

    private String digits(int length) {
      return TestRules.run(random, "0123456789", length);
    }
  }

  /** Compiles sources by their file names and returns the errors. */
  private static List<String> errors(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StandardJavaFileManager standard =
        compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8);
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    List<SourceFile> files =
        sources.entrySet().stream().map(e -> new SourceFile(e.getKey(), e.getValue())).toList();
    try (JavaFileManager nowhere = new Nowhere(standard)) {
      boolean good = compiler.getTask(null, nowhere, diagnostics, options, null, files).call();
      List<String> errors =
          diagnostics.getDiagnostics().stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .collect(Collectors.toList());
      if (!good && errors.isEmpty()) {
        errors.add("compilation failed");
      }
      return errors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class SourceFile extends SimpleJavaFileObject {
    private final String source;

    SourceFile(String name, String source) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  /** Throws class files away. */
  private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
    Nowhere(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("nowhere:///" + className.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}
