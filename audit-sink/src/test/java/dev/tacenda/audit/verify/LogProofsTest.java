package dev.tacenda.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.tree.InclusionProof;
import dev.tacenda.audit.tree.MerkleProof;
import dev.tacenda.audit.tree.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs about single lines, for somebody who does not get the log. */
class LogProofsTest {
  private final SampleLogs samples;
  private final LogProofs proofs;
  private final EditedLog lines;

  LogProofsTest(@TempDir Path temp) throws IOException {
    this.samples = new SampleLogs(temp);
    this.proofs = LogProofs.of(samples.closed);
    this.lines = new EditedLog(samples.closed);
  }

  @Test
  void everyLineIsProvenByTheFirstCheckpointBehindIt() {
    String origin = LineFormat.origin(samples.closed.getFileName().toString());
    for (int i = 0; i < proofs.size() - 1; i++) {
      LogProofs.KeyedProof keyed = proofs.inclusion(i).orElseThrow();
      InclusionProof proof = InclusionProof.parse(keyed.proof().text());
      byte[] line = lines.lines.get(i).text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(proof.proves(line, origin, Set.of(keyed.key()))).as("line %d", i).isTrue();
      line[line.length / 2] ^= 1;
      assertThat(proof.proves(line, origin, Set.of(keyed.key()))).as("line %d", i).isFalse();
    }
    // The last checkpoint signs what is before it.
    assertThat(proofs.inclusion(proofs.size() - 1)).isEmpty();
  }

  @Test
  void anchorsAreProvenToBeOfOneLogThatOnlyGrew() {
    List<Anchor> anchors =
        samples.anchors.stream().filter(a -> samples.closed.endsWith(a.writer())).toList();
    Anchor first = anchors.get(0);
    Anchor last = anchors.get(anchors.size() - 1);
    List<TreeHash> proof = proofs.consistency((int) first.size(), (int) last.size());

    assertThat(first.size()).isLessThan(last.size());
    assertThat(
            MerkleProof.isConsistent(first.size(), first.root(), last.size(), last.root(), proof))
        .isTrue();
    assertThat(MerkleProof.isConsistent(first.size(), last.root(), last.size(), last.root(), proof))
        .isFalse();
  }
}
