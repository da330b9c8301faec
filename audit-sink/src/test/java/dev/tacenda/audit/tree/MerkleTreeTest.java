package dev.tacenda.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against the vectors of Certificate Transparency, and every small tree against every proof. */
class MerkleTreeTest {
  private static final String[] LEAVES = {
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f"
  };
  private static final String[] ROOTS = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  };

  private static List<TreeHash> leaves(int count) {
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hasher.leaf(new byte[] {(byte) i, (byte) (i >> 8)}, 2));
    }
    return leaves;
  }

  private static TreeHash root(List<TreeHash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    return tree.root();
  }

  @Test
  void hasTheRootsOfCertificateTransparency() {
    MerkleTree tree = new MerkleTree();
    TreeHasher hasher = new TreeHasher();
    assertThat(tree.root().hex()).isEqualTo(ROOTS[0]);
    for (int i = 0; i < LEAVES.length; i++) {
      byte[] leaf = HexFormat.of().parseHex(LEAVES[i]);
      tree.append(hasher.leaf(leaf, leaf.length));
      assertThat(tree.root().hex()).as("%d leaves", i + 1).isEqualTo(ROOTS[i + 1]);
      assertThat(tree.size()).isEqualTo(i + 1);
    }
  }

  @Test
  void aCopyGrowsApart() {
    MerkleTree tree = new MerkleTree();
    leaves(5).forEach(tree::append);
    TreeHash root = tree.root();
    MerkleTree copy = tree.copy();
    copy.append(leaves(1).get(0));

    assertThat(tree.root()).isEqualTo(root);
    assertThat(copy.root()).isNotEqualTo(root);
  }

  @Test
  void everyLeafOfEverySmallTreeIsProvenAtItsPlaceAndNoOther() {
    for (int size = 1; size <= 33; size++) {
      List<TreeHash> leaves = leaves(size);
      TreeHash root = root(leaves);
      for (int index = 0; index < size; index++) {
        List<TreeHash> path = MerkleProof.inclusion(leaves, index);
        for (int claimed = 0; claimed < size; claimed++) {
          assertThat(MerkleProof.includes(leaves.get(index), claimed, size, path, root))
              .as("leaf %d as %d of %d", index, claimed, size)
              .isEqualTo(claimed == index);
        }
        assertThat(MerkleProof.includes(root, index, size, path, root)).isEqualTo(size == 1);
      }
    }
  }

  @Test
  void aPathThatIsLongerOrShorterProvesNothing() {
    List<TreeHash> leaves = leaves(11);
    TreeHash root = root(leaves);
    List<TreeHash> path = MerkleProof.inclusion(leaves, 10);
    List<TreeHash> longer = new ArrayList<>(path);
    longer.add(root);

    assertThat(MerkleProof.includes(leaves.get(10), 10, 11, longer, root)).isFalse();
    assertThat(MerkleProof.includes(leaves.get(10), 10, 11, path.subList(0, 1), root)).isFalse();
    assertThat(MerkleProof.includes(leaves.get(10), 11, 11, path, root)).isFalse();
    assertThat(MerkleProof.includes(leaves.get(10), -1, 11, path, root)).isFalse();
  }

  @Test
  void everySmallTreeIsProvenToHaveBegunAsEverySmallerOne() {
    for (int newSize = 1; newSize <= 33; newSize++) {
      List<TreeHash> leaves = leaves(newSize);
      TreeHash newRoot = root(leaves);
      for (int size = 1; size <= newSize; size++) {
        TreeHash root = root(leaves.subList(0, size));
        List<TreeHash> proof = MerkleProof.consistency(leaves, size);
        assertThat(MerkleProof.isConsistent(size, root, newSize, newRoot, proof))
            .as("%d in %d", size, newSize)
            .isTrue();
        assertThat(MerkleProof.isConsistent(size, newRoot, newSize, newRoot, proof))
            .as("%d in %d with a wrong root", size, newSize)
            .isEqualTo(size == newSize);
        for (int i = 0; i < proof.size(); i++) {
          List<TreeHash> wrong = new ArrayList<>(proof);
          wrong.set(i, TreeHash.zero());
          assertThat(MerkleProof.isConsistent(size, root, newSize, newRoot, wrong)).isFalse();
        }
      }
    }
  }

  @Test
  void aHeadIsTheTextOfACheckpoint() {
    TreeHead head = new TreeHead("example.com/log", 7, root(leaves(7)), List.of("next x+y"));

    assertThat(TreeHead.parse(head.text())).isEqualTo(head);
    assertThat(head.text())
        .isEqualTo("example.com/log\n7\n" + head.root().base64() + "\nnext x+y\n");
  }

  @Test
  void whatIsNoCheckpointIsRefusedWithoutItsContent() {
    String root = root(leaves(1)).base64();
    for (String text :
        List.of(
            "",
            "\n",
            "log\n7\n",
            "log\n7\n" + root,
            "log\n07\n" + root + "\n",
            "log\n-7\n" + root + "\n",
            "log\n7\n" + root.replace('=', ' ') + "\n",
            "log\n9999999999999999999\n" + root + "\n",
            "lo g\n7\n" + root + "\n",
            "log\n7\n" + root + "\n\n",
            "log\n7\n" + root + "\nCANARY\n1\n2\n3\n4\n5\n")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> TreeHead.parse(text))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("CANARY"));
    }
  }

  @Test
  void aProofInItsTextFormCanBeCheckedOffline() {
    byte[] leaf = {3, 0};
    List<TreeHash> leaves = leaves(9);
    try (NoteSigner signer = NoteSigner.generate("example.com/log", new SecureRandom())) {
      TreeHead head = new TreeHead("example.com/log", 9, root(leaves), List.of());
      SignedNote note = SignedNote.sign(head.text(), signer);
      String text = new InclusionProof(3, MerkleProof.inclusion(leaves, 3), note).text();

      assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 3\n");
      InclusionProof read = InclusionProof.parse(text.replace("index", "extra eHg=\nindex"));
      assertThat(read.proves(leaf, "example.com/log", Set.of(signer.key()))).isTrue();
      assertThat(read.proves(new byte[] {4, 0}, "example.com/log", Set.of(signer.key()))).isFalse();
      assertThat(read.proves(leaf, "example.com/other", Set.of(signer.key()))).isFalse();
      assertThat(read.proves(leaf, "example.com/log", Set.of())).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> InclusionProof.parse(text.replace("index 3", "index 03")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> InclusionProof.parse(text.substring(5)));
    }
  }
}
