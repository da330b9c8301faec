package dev.tacenda.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Turns content into the pieces that go over the wire: compressed, cut, dropped as scripted. */
final class Bodies {

  /** How the bytes of one answer arrive. */
  record Shape(String requestId, int cutAfter, int bytesPerWrite, boolean gzip) {
    boolean isCut() {
      return cutAfter < Integer.MAX_VALUE;
    }

    WireReply.Ending ending() {
      return isCut() ? WireReply.Ending.DROPPED : WireReply.Ending.COMPLETE;
    }
  }

  private Bodies() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static WireReply whole(Shape shape, int status, String contentType, byte[] body) {
    byte[] sent = shape.gzip() ? join(gzip(List.of(body))) : body;
    byte[] kept = shape.isCut() ? Arrays.copyOf(sent, sent.length / 2) : sent;
    List<byte[]> pieces = cut(kept, shape.bytesPerWrite());
    return new WireReply(
        status, headers(shape, contentType), pieces, false, sent.length, shape.ending());
  }

  static WireReply streamed(Shape shape, String contentType, List<byte[]> all, int endAfter) {
    int count = Math.min(all.size(), Math.min(endAfter, shape.cutAfter()));
    List<byte[]> kept = all.subList(0, count);
    List<byte[]> pieces = new ArrayList<>();
    for (byte[] piece : shape.gzip() ? gzip(kept) : kept) {
      pieces.addAll(cut(piece, shape.bytesPerWrite()));
    }
    return new WireReply(200, headers(shape, contentType), pieces, true, 0, shape.ending());
  }

  /** Cuts a body into pieces; the last size repeats to the end. */
  static List<byte[]> cut(byte[] body, int... sizes) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < body.length; i++) {
      int size = Math.min(sizes[Math.min(i, sizes.length - 1)], body.length - from);
      pieces.add(Arrays.copyOfRange(body, from, from + size));
      from += size;
    }
    return pieces;
  }

  private static Map<String, String> headers(Shape shape, String contentType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", contentType);
    headers.put("request-id", shape.requestId());
    if (shape.gzip()) {
      headers.put("content-encoding", "gzip");
    }
    return headers;
  }

  /** One compressed piece for each piece given, and the trailer: each can be read at once. */
  private static List<byte[]> gzip(List<byte[]> pieces) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    List<byte[]> compressed = new ArrayList<>();
    try (GZIPOutputStream gzip = new GZIPOutputStream(buffer, 512, true)) {
      for (byte[] piece : pieces) {
        gzip.write(piece);
        gzip.flush();
        compressed.add(take(buffer));
      }
      gzip.finish();
      compressed.add(take(buffer));
      return compressed;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static byte[] take(ByteArrayOutputStream buffer) {
    byte[] bytes = buffer.toByteArray();
    buffer.reset();
    return bytes;
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
