package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must have signed, and what. */
class BundleSigningTest {
  private static final BundleTrust BOTH =
      BundleTrust.atLeast(2, List.of(Bundles.ALICE.key(), Bundles.BOB.key()));

  @Test
  void theManifestHasOneSpellingAndIsReadAgain() {
    BundleManifest manifest =
        Bundles.TRUST.verify(
            Bundles.writer(12)
                .rollbackOf(9)
                .note("it's back: 'nine', and \u00fcber {all}")
                .write(Map.of("b.yaml", Bundles.bytes("two\n")), Bundles.ALICE));

    assertThat(manifest.text())
        .isEqualTo(
            """
            tacenda-bundle: 1
            name: builds
            revision: 12
            published: '2026-11-30T12:00:00Z'
            not-before: '2026-11-30T11:55:00Z'
            not-after: '2026-12-30T12:00:00Z'
            rollback-of: 9
            note: 'it''s back: ''nine'', and \u00fcber {all}'
            files:
              - {name: b.yaml, bytes: 4, sha256: '%s'}
            """
                .formatted(Sha256.hex(Bundles.bytes("two\n"))));
    assertThat(manifest.note()).isEqualTo("it's back: 'nine', and \u00fcber {all}");
    assertThat(manifest.rollbackOf()).hasValue(9);
  }

  /** Whatever a manifest says, it is read as it is written or refused, with nothing in between. */
  @Test
  void aChangedManifestIsRefusedOrIsTheOneSpellingOfAnother() {
    Random random = new Random(Long.getLong("tacenda.seed", 8));
    byte[] good =
        Bundles.bundle(8).with("x.yaml", new byte[1]).file(PolicyBundle.MANIFEST).orElseThrow();
    for (int round = 0; round < Integer.getInteger("tacenda.rounds", 20_000); round++) {
      byte[] changed = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(changed.length);
        switch (random.nextInt(3)) {
          case 0 -> changed[at] = good[random.nextInt(good.length)];
          case 1 -> changed = Arrays.copyOf(changed, Math.max(1, at));
          default -> System.arraycopy(good, 0, changed, at, Math.min(9, changed.length - at));
        }
      }
      try {
        assertThat(BundleManifest.parse(changed).bytes()).isEqualTo(changed);
      } catch (BundleException e) {
        assertThat(e.reason())
            .isIn(BundleRejection.MANIFEST_MALFORMED, BundleRejection.MANIFEST_VERSION);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - {name: ",
        "  - {name: , bytes: , sha256: '}",
        "  - {name: a, sha256: '', bytes: 1'}",
        "  - {name: a, bytes: 1, sha256: ''}",
        "  - {name: a, bytes: 99999999999, sha256: ''}",
        "name",
        "name:",
        "note: '",
        ":",
        "published: now"
      })
  void linesThatAreNoneOfAManifestAreRefused(String line) {
    String manifest = "tacenda-bundle: 1\n" + line + "\n";

    assertThat(
            catchThrowableOfType(
                    BundleException.class, () -> BundleManifest.parse(Bundles.bytes(manifest)))
                .reason())
        .isEqualTo(BundleRejection.MANIFEST_MALFORMED);
  }

  @Test
  void theContentDigestStaysTheSameWhateverElseChanges() {
    BundleManifest first = Bundles.TRUST.verify(Bundles.bundle(1));
    BundleManifest later =
        Bundles.TRUST.verify(
            Bundles.writer(5).rollbackOf(1).note("back").write(Bundles.files(), Bundles.ALICE));

    assertThat(later.contentDigest()).isEqualTo(first.contentDigest());
    assertThat(later.digest()).isNotEqualTo(first.digest());
    assertThat(Bundles.TRUST.verify(Bundles.bundle(1)).digest()).isEqualTo(first.digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "a\ttab",
        "right\u202eleft",
        "zero\u200bwidth",
        "lone \ud800",
        "nul\0"
      })
  void aNoteIsOneLineThatLooksLikeWhatItIs(String note) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bundles.writer(1).note(note));
    assertThatIllegalArgumentException().isThrownBy(() -> Bundles.writer(1).note("x".repeat(201)));
  }

  @Test
  void severalKeysCanBeAskedFor() {
    PolicyBundle one = Bundles.bundle(1);
    PolicyBundle two = Bundles.writer(1).write(Bundles.files(), Bundles.ALICE, Bundles.BOB);

    assertThat(reasonOf(BOTH, one)).isEqualTo(BundleRejection.SIGNATURE_TOO_FEW);
    assertThat(BOTH.verify(two).revision()).isEqualTo(1);
    assertThat(BOTH.signers(two)).containsExactly("alice.example", "bob.example");
  }

  @Test
  void theSameKeyTwiceDoesNotCountTwice() {
    PolicyBundle twice = Bundles.writer(1).write(Bundles.files(), Bundles.ALICE, Bundles.ALICE);
    NoteKey alice = Bundles.ALICE.key();

    assertThat(reasonOf(BOTH, twice)).isEqualTo(BundleRejection.SIGNATURE_TOO_FEW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BundleTrust.atLeast(2, List.of(alice, alice)))
        .withMessage("keys must be different, one is there twice");
  }

  @Test
  void aSecondKeyCanSignOnAnotherMachine() {
    PolicyBundle one = Bundles.bundle(1);

    PolicyBundle two = BundleWriter.countersign(one, Bundles.TRUST, Bundles.BOB);

    assertThat(BOTH.verify(two).digest()).isEqualTo(Bundles.TRUST.verify(one).digest());
    PolicyBundle forged = Bundles.writer(1).write(Bundles.files(), Bundles.MALLORY);
    assertThat(
            catchThrowableOfType(
                    BundleException.class,
                    () -> BundleWriter.countersign(forged, Bundles.TRUST, Bundles.BOB))
                .reason())
        .isEqualTo(BundleRejection.SIGNATURE_UNKNOWN_KEY);
  }

  /** A stranger may add a signature; a wrong one under a trusted name makes all of it worthless. */
  @Test
  void strangersSignaturesArePassedOver() {
    PolicyBundle withStranger =
        Bundles.writer(1).write(Bundles.files(), Bundles.MALLORY, Bundles.ALICE);

    assertThat(Bundles.TRUST.signers(withStranger)).containsExactly("alice.example");
  }

  @Test
  void whatIsSignedNamesTheBundleAndBindsTheManifest() {
    PolicyBundle bundle = Bundles.bundle(7);
    String note =
        new String(bundle.file(PolicyBundle.SIGNATURE).orElseThrow(), StandardCharsets.UTF_8);

    assertThat(note)
        .startsWith(
            "tacenda policy bundle v1\nname builds\nrevision 7\nmanifest "
                + Sha256.hex(bundle.file(PolicyBundle.MANIFEST).orElseThrow())
                + "\n\n\u2014 alice.example ");
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BundleTrust.atLeast(3, List.of(Bundles.ALICE.key())))
        .withMessage("required signatures must be in 1..1, was 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BundleTrust.anyOf(List.of()))
        .withMessage("keys must be 1..16, were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundles.writer(0).write(Bundles.files(), Bundles.ALICE))
        .withMessageStartingWith("revision must be in 1..");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundles.writer(1).validFor(Duration.ofSeconds(59)))
        .withMessageStartingWith("validFor must be in");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BundleWriter.of(Bundles.NAME, 1)
                    .published(Bundles.NOW)
                    .write(Bundles.files(), Bundles.ALICE))
        .withMessage("published and validFor must be set");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BundleWriter.of("Builds/..", 1))
        .withMessageStartingWith("the name of a bundle");
  }

  private static BundleRejection reasonOf(BundleTrust trust, PolicyBundle bundle) {
    return catchThrowableOfType(BundleException.class, () -> trust.verify(bundle)).reason();
  }
}
