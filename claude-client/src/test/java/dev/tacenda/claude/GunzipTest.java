package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
  private static final byte[] TEXT =
      "only words, nothing to hide here; ".repeat(40).getBytes(UTF_8);

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text);
    }
    return out.toByteArray();
  }

  private static byte[] gunzip(byte[] compressed, int pieceBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Gunzip gunzip = new Gunzip()) {
      for (int from = 0; from < compressed.length; from += pieceBytes) {
        int to = Math.min(compressed.length, from + pieceBytes);
        out.writeBytes(gunzip.append(Arrays.copyOfRange(compressed, from, to)));
      }
      gunzip.finish();
    }
    return out.toByteArray();
  }

  @Test
  void decodesTheSameWhereverItIsCut() throws IOException {
    byte[] compressed = gzip(TEXT);
    for (int size = 1; size <= compressed.length; size++) {
      assertThat(gunzip(compressed, size)).as("pieces of %d bytes", size).isEqualTo(TEXT);
    }
    assertThat(gunzip(gzip(new byte[0]), 1)).isEmpty();
  }

  /** All fields that a head may have, as RFC 1952 orders them. */
  @Test
  void readsOverWhatAHeadMayHold() throws IOException {
    byte[] plain = gzip(TEXT);
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.write(plain, 0, 3);
    full.write(2 + 4 + 8 + 16);
    full.write(plain, 4, 6);
    full.writeBytes(new byte[] {3, 0, 1, 2, 3});
    full.writeBytes("name\0comment\0".getBytes(UTF_8));
    full.writeBytes(new byte[] {9, 9});
    full.write(plain, 10, plain.length - 10);
    byte[] compressed = full.toByteArray();

    for (int size : new int[] {1, 2, 7, compressed.length}) {
      assertThat(gunzip(compressed, size)).isEqualTo(TEXT);
    }
  }

  @Test
  void whatIsFlushedComesOutAtOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GZIPOutputStream gzip = new GZIPOutputStream(out, 512, true);
    gzip.write(TEXT);
    gzip.flush();

    try (Gunzip gunzip = new Gunzip()) {
      assertThat(gunzip.append(out.toByteArray())).isEqualTo(TEXT);
    }
    gzip.close();
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    byte[] whole = gzip(TEXT);
    for (int at : new int[] {0, 1, 2, 3, 14, whole.length - 8, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] = (byte) (damaged[at] ^ 0xE1);
      assertThatThrownBy(() -> gunzip(damaged, 5))
          .as("byte %d", at)
          .isInstanceOf(IOException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> gunzip(longer, longer.length)).isInstanceOf(IOException.class);
    for (int cut = 0; cut < whole.length; cut++) {
      byte[] shorter = Arrays.copyOf(whole, cut);
      assertThatThrownBy(() -> gunzip(shorter, 64)).isInstanceOf(EOFException.class);
    }
  }
}
