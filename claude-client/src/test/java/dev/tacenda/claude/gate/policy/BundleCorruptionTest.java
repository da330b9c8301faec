package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with a bundle, it is refused with a reason of its own, what was in force stays
 * there, and there is a record.
 */
class BundleCorruptionTest {
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final SettableClock clock = new SettableClock(Bundles.NOW);

  /** What a source has instead of a good bundle, and why it is refused. */
  record Case(String what, BundleRejection reason, Supplier<byte[]> packed) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Case changed(
      String what, BundleRejection reason, Consumer<Map<String, byte[]>> change) {
    return new Case(
        what,
        reason,
        () -> {
          Map<String, byte[]> files = Bundles.taken(Bundles.bundle(8));
          change.accept(files);
          return PolicyBundle.of(files).packed();
        });
  }

  /** A bundle that is rightly signed, with one file that is not right. */
  private static Case signed(String what, BundleRejection reason, String file, String text) {
    return new Case(
        what,
        reason,
        () -> Bundles.writer(8).write(Bundles.filesWith(file, text), Bundles.ALICE).packed());
  }

  private static Case written(String what, BundleRejection reason, Supplier<PolicyBundle> bundle) {
    return new Case(what, reason, () -> bundle.get().packed());
  }

  /** A rightly signed manifest with this text in it. */
  private static Case manifest(String what, BundleRejection reason, String from, String to) {
    return changed(
        what,
        reason,
        files -> {
          String text = new String(files.get(PolicyBundle.MANIFEST), StandardCharsets.UTF_8);
          byte[] changed = Bundles.bytes(text.replaceFirst(from, to));
          assertThat(changed).isNotEqualTo(Bundles.bytes(text));
          String signedText =
              "tacenda policy bundle v1\nname builds\nrevision 8\nmanifest "
                  + Sha256.hex(changed)
                  + "\n";
          files.put(PolicyBundle.MANIFEST, changed);
          files.put(PolicyBundle.SIGNATURE, SignedNote.sign(signedText, Bundles.ALICE).bytes());
        });
  }

  static Stream<Case> corruptions() {
    return Stream.of(container(), signatures(), manifests(), contents(), policies())
        .flatMap(cases -> cases);
  }

  private static Stream<Case> container() {
    byte[] good = Bundles.bundle(8).packed();
    String text = new String(good, StandardCharsets.ISO_8859_1);
    return Stream.of(
        new Case("nothing", BundleRejection.TRUNCATED, () -> new byte[0]),
        new Case("half of it", BundleRejection.TRUNCATED, () -> Arrays.copyOf(good, 900)),
        new Case(
            "without its last byte",
            BundleRejection.TRUNCATED,
            () -> Arrays.copyOf(good, good.length - 1)),
        new Case(
            "a byte more",
            BundleRejection.NOT_A_BUNDLE,
            () -> Arrays.copyOf(good, good.length + 1)),
        new Case("a web page", BundleRejection.NOT_A_BUNDLE, () -> Bundles.bytes("<html> 5\n")),
        new Case(
            "a name that leads out",
            BundleRejection.BAD_FILE_NAME,
            () -> latin(text.replace("builds.yaml ", "../../b.yml "))),
        new Case(
            "a hidden name",
            BundleRejection.BAD_FILE_NAME,
            () -> latin(text.replace("\nbuilds.yaml ", "\n.uilds.yaml "))),
        new Case(
            "a file twice",
            BundleRejection.DUPLICATE_FILE,
            () -> Bundles.bytes("tacenda-bundle 1 2\nbuilds.yaml 1\na\nbuilds.yaml 1\nb\n")),
        new Case(
            "257 files",
            BundleRejection.TOO_MANY_FILES,
            () -> Bundles.bytes("tacenda-bundle 1 257\n")),
        new Case(
            "more than 1 MiB",
            BundleRejection.TOO_LARGE,
            () -> Arrays.copyOf(good, PolicyBundle.MAX_BYTES + 1)));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Stream<Case> signatures() {
    NoteSigner otherAlice = NoteSigner.generate("alice.example", new SecureRandom());
    return Stream.of(
        changed(
            "no signature",
            BundleRejection.SIGNATURE_MISSING,
            files -> files.remove(PolicyBundle.SIGNATURE)),
        changed(
            "an empty signature",
            BundleRejection.SIGNATURE_MALFORMED,
            files -> files.put(PolicyBundle.SIGNATURE, new byte[0])),
        changed(
            "a bit of the signature",
            BundleRejection.SIGNATURE_WRONG,
            files -> files.computeIfPresent(PolicyBundle.SIGNATURE, (n, b) -> otherDigit(b))),
        changed(
            "a bit of what is signed",
            BundleRejection.SIGNATURE_WRONG,
            files ->
                files.computeIfPresent(PolicyBundle.SIGNATURE, (n, b) -> Bundles.flipped(b, 0))),
        written(
            "an unknown key",
            BundleRejection.SIGNATURE_UNKNOWN_KEY,
            () -> Bundles.writer(8).write(Bundles.files(), Bundles.MALLORY)),
        written(
            "another key of a known name",
            BundleRejection.SIGNATURE_UNKNOWN_KEY,
            () -> Bundles.writer(8).write(Bundles.files(), otherAlice)),
        changed(
            "a known key under another name",
            BundleRejection.SIGNATURE_UNKNOWN_KEY,
            files ->
                files.computeIfPresent(
                    PolicyBundle.SIGNATURE,
                    (n, b) ->
                        Bundles.bytes(
                            new String(b, StandardCharsets.UTF_8).replace("alice", "alise")))),
        changed(
            "the signature of another revision",
            BundleRejection.MANIFEST_CHANGED,
            files ->
                files.put(
                    PolicyBundle.SIGNATURE,
                    Bundles.bundle(9).file(PolicyBundle.SIGNATURE).orElseThrow())),
        changed(
            "a signature over another kind of text",
            BundleRejection.SIGNATURE_MALFORMED,
            files ->
                files.put(
                    PolicyBundle.SIGNATURE,
                    SignedNote.sign(
                            "an approval\nmanifest "
                                + Sha256.hex(
                                    Objects.requireNonNull(files.get(PolicyBundle.MANIFEST)))
                                + "\n",
                            Bundles.ALICE)
                        .bytes())));
  }

  /** Changes a digit of base64 in the middle, which stays canonical. */
  private static byte[] otherDigit(byte[] note) {
    byte[] changed = note.clone();
    int at = note.length - 20;
    changed[at] = (byte) (note[at] == 'A' ? 'B' : 'A');
    return changed;
  }

  private static Stream<Case> manifests() {
    return Stream.of(
        changed(
            "no manifest",
            BundleRejection.MANIFEST_MISSING,
            files -> files.remove(PolicyBundle.MANIFEST)),
        changed(
            "a bit of the manifest",
            BundleRejection.MANIFEST_CHANGED,
            files ->
                files.computeIfPresent(PolicyBundle.MANIFEST, (n, b) -> Bundles.flipped(b, 99))),
        manifest("a later version", BundleRejection.MANIFEST_VERSION, "bundle: 1", "bundle: 2"),
        manifest("another spelling", BundleRejection.MANIFEST_MALFORMED, "name: ", "name:  "),
        manifest(
            "a comment", BundleRejection.MANIFEST_MALFORMED, "files:\n", "# all of them\nfiles:\n"),
        manifest(
            "a key twice",
            BundleRejection.MANIFEST_MALFORMED,
            "files:\n",
            "name: builds\nfiles:\n"),
        manifest(
            "a revision of 0", BundleRejection.MANIFEST_MALFORMED, "revision: 8", "revision: 0"),
        manifest(
            "a rollback of the future",
            BundleRejection.MANIFEST_MALFORMED,
            "files:\n",
            "rollback-of: 9\nfiles:\n"),
        written(
            "another bundle of the same publisher",
            BundleRejection.OTHER_BUNDLE,
            () ->
                BundleWriter.of("deploys", 8)
                    .published(Bundles.NOW)
                    .validFor(Bundles.VALID)
                    .write(Bundles.files(), Bundles.ALICE)),
        written(
            "expired",
            BundleRejection.EXPIRED,
            () ->
                BundleWriter.of(Bundles.NAME, 8)
                    .published(Bundles.NOW.minus(Duration.ofDays(2)))
                    .validFor(Duration.ofDays(2))
                    .write(Bundles.files(), Bundles.ALICE)),
        written(
            "not yet valid",
            BundleRejection.NOT_YET_VALID,
            () ->
                Bundles.writer(8)
                    .notBefore(Bundles.NOW.plusSeconds(1))
                    .write(Bundles.files(), Bundles.ALICE)),
        written("an older revision", BundleRejection.COUNTER_REGRESSION, () -> Bundles.bundle(6)),
        written("older than configured", BundleRejection.BELOW_MINIMUM, () -> Bundles.bundle(4)),
        written(
            "the same revision with other content",
            BundleRejection.COUNTER_CONTENT_MISMATCH,
            () ->
                Bundles.writer(7)
                    .write(
                        Bundles.filesWith(
                            "builds.yaml", Bundles.POLICY.replace("Acme key", "Keys of Acme")),
                        Bundles.ALICE)),
        written(
            "the same revision with a longer life",
            BundleRejection.COUNTER_CONTENT_MISMATCH,
            () ->
                Bundles.writer(7)
                    .validFor(Bundles.VALID.plusDays(1))
                    .write(Bundles.files(), Bundles.ALICE)));
  }

  private static Stream<Case> contents() {
    return Stream.of(
        changed(
            "a bit of a policy",
            BundleRejection.FILE_CHANGED,
            files -> files.computeIfPresent("builds.yaml", (n, b) -> Bundles.flipped(b, 700))),
        changed(
            "a policy that is longer",
            BundleRejection.FILE_CHANGED,
            files -> files.put("builds.yaml", Bundles.bytes(Bundles.POLICY + "# more\n"))),
        changed(
            "a file missing", BundleRejection.FILE_MISSING, files -> files.remove("builds.yaml")),
        changed(
            "a file more",
            BundleRejection.FILE_UNEXPECTED,
            files -> files.put("extra.yaml", Bundles.bytes(Bundles.POLICY))),
        manifest("another hash", BundleRejection.FILE_CHANGED, "sha256: '.{4}", "sha256: '0000"));
  }

  private static Stream<Case> policies() {
    String nested = "a: " + "[".repeat(3_000) + "]".repeat(3_000) + "\n";
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return Stream.of(
        signed("no YAML", BundleRejection.YAML_MALFORMED, "builds.yaml", "name: 'open\n"),
        signed(
            "a key twice in a policy",
            BundleRejection.YAML_DUPLICATE_KEY,
            "builds.yaml",
            Bundles.POLICY + "name: other\n"),
        signed("an alias bomb", BundleRejection.YAML_REFERENCE, "builds.yaml", bomb.toString()),
        signed("3,000 deep", BundleRejection.YAML_TOO_DEEP, "builds.yaml", nested),
        signed("3,000 deep in the tests", BundleRejection.YAML_TOO_DEEP, "tests.yaml", nested),
        signed(
            "a misspelt key",
            BundleRejection.UNKNOWN_WORD,
            "builds.yaml",
            Bundles.POLICY.replace("keywords:", "keywrods:")),
        signed(
            "a word for a number",
            BundleRejection.SCHEMA_INVALID,
            "builds.yaml",
            Bundles.POLICY.replace("revision: 1", "revision: one")),
        signed(
            "a pattern that is not RE2",
            BundleRejection.PATTERN_INVALID,
            "builds.yaml",
            Bundles.POLICY.replace("acme_live_[A", "(?<=x)acme_live_[A")),
        signed(
            "a pattern that explodes",
            BundleRejection.PATTERN_INVALID,
            "builds.yaml",
            Bundles.POLICY.replace("{6,}", "{900}){900}").replace("'acme", "'(acme")),
        signed(
            "a rule that never counts",
            BundleRejection.RULE_DEAD,
            "selection.yaml",
            Bundles.SELECTION
                + "  - {name: again, issuer: 'https://ci.example', every-caller: true,"
                + " groups: [builders]}\n"),
        signed(
            "a group that nobody is in",
            BundleRejection.RULE_DEAD,
            "selection.yaml",
            Bundles.SELECTION.replace("  builders: [", "  others: [builds]\n  builders: [")),
        signed(
            "a test that fails",
            BundleRejection.TEST_FAILED,
            "tests.yaml",
            Bundles.TESTS.replace("must-not-mask: 'acme", "must-not-mask: 'acme_live_FAKE77 acme")),
        signed(
            "a row of the selection that fails",
            BundleRejection.TEST_FAILED,
            "tests.yaml",
            Bundles.TESTS.replace("https://other", "https://ci")),
        signed(
            "a test of no rule",
            BundleRejection.TEST_FAILED,
            "tests.yaml",
            Bundles.TESTS.replaceFirst("rule: acme-key", "rule: acme-keys")));
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void isRefusedWithItsReasonAndTheLastGoodStays(Case corruption) {
    byte[][] served = {Bundles.bundle(7).packed()};
    PolicyFeed feed = feed(served);
    assertThat(feed.refresh().failure()).isEmpty();
    PolicySelector before = feed.current();
    byte[] bad = corruption.packed().get();
    served[0] = bad;

    PolicyStatus status = feed.refresh();

    assertThat(status.failure().orElseThrow().reason()).isEqualTo(corruption.reason());
    assertThat(feed.current()).isSameAs(before);
    assertThat(status.inForce().orElseThrow().revision()).isEqualTo(7);
    assertThat(status.refusal()).isEmpty();
    assertThat(sink.records())
        .extracting(AuditRecord::kind)
        .containsExactly(Kind.POLICY_LOADED, Kind.POLICY_REJECTED);
    assertThat(sink.records().get(1).reason()).contains(corruption.reason().name());
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void withoutALastGoodNothingIsInForce(Case corruption) {
    byte[][] served = {corruption.packed().get()};
    PolicyFeed feed = feed(served);
    boolean isCounter = corruption.reason().name().startsWith("COUNTER_");

    PolicyStatus status = feed.refresh();

    // Without a memory a counter says nothing; that is what minRevision is for.
    assertThat(status.inForce().isPresent()).isEqualTo(isCounter);
    assertThat(status.refusal().isPresent()).isEqualTo(!isCounter);
  }

  private PolicyFeed feed(byte[][] served) {
    BundleSource source = tag -> BundleSource.Fetched.of(PolicyBundle.parse(served[0]), "");
    return PolicyFeed.builder(Bundles.NAME, source, Bundles.TRUST, sink)
        .minRevision(5)
        .clock(clock)
        .build();
  }

  @Test
  void aMisspeltKeyIsNamedWithItsLineAndWhatWasMeant() {
    String policy = Bundles.POLICY.replace("keywords:", "keywrods:");
    byte[][] served = {
      Bundles.writer(8).write(Bundles.filesWith("builds.yaml", policy), Bundles.ALICE).packed()
    };

    assertThat(feed(served).refresh().failure().orElseThrow().detail())
        .isEqualTo("builds.yaml:14:7: unknown key 'keywrods'; did you mean 'keywords'?");
  }

  /** Each bit of the packed form counts: none can be flipped without the bundle being refused. */
  @Test
  void noBitCanBeFlipped() {
    byte[] good = Bundles.bundle(8).packed();
    byte[][] served = {good};
    PolicyFeed feed = feed(served);
    assertThatCode(() -> Bundles.TRUST.verify(PolicyBundle.parse(good))).doesNotThrowAnyException();

    for (int bit = 0; bit < good.length * 8; bit += 7) {
      served[0] = Bundles.flipped(good, bit);
      assertThat(feed.refresh().inForce()).as("bit " + bit).isEmpty();
    }
  }

  @Test
  void reasonsSayWhatIsWrongAndWhatToDo() {
    for (BundleRejection reason : BundleRejection.values()) {
      assertThat(reason.explanation()).as(reason.name()).isNotBlank().doesNotContain("\n");
      assertThat(reason.remedy()).as(reason.name()).isNotBlank().doesNotContain("\n");
    }
    assertThat(new BundleException(BundleRejection.TOO_LARGE, "9 bytes"))
        .hasMessage("a bundle has at most 1 MiB (9 bytes); split it, or remove what is unused");
    assertThat(List.of(BundleRejection.values()))
        .allSatisfy(reason -> assertThat(reason.name()).hasSizeLessThanOrEqualTo(64));
  }
}
