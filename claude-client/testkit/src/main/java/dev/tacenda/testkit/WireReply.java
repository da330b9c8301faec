package dev.tacenda.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An answer ready for the wire: each piece of the body is one write to the socket.
 *
 * @param streamed true for chunked framing, false for a Content-Length
 * @param ending whether the answer ends as announced or the connection drops first
 */
record WireReply(
    int status,
    Map<String, String> headers,
    List<byte[]> pieces,
    boolean streamed,
    long announcedBytes,
    Ending ending) {

  /** How the answer ends. */
  enum Ending {
    COMPLETE,
    DROPPED
  }

  /** True when the answer ends as announced. */
  boolean endsWell() {
    return ending == Ending.COMPLETE;
  }

  /** Writes the answer; every piece is flushed on its own, as an event stream needs it. */
  void writeTo(OutputStream out, boolean withBody, boolean keepAlive) throws IOException {
    out.write(head(keepAlive).getBytes(StandardCharsets.ISO_8859_1));
    if (!withBody) {
      out.flush();
      return;
    }
    for (byte[] piece : pieces) {
      writePiece(out, piece);
    }
    if (streamed && ending == Ending.COMPLETE) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
  }

  private void writePiece(OutputStream out, byte[] piece) throws IOException {
    if (piece.length == 0) {
      return;
    }
    if (streamed) {
      out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(piece);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    } else {
      out.write(piece);
    }
    out.flush();
  }

  private String head(boolean keepAlive) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
    head.append(phrase()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(streamed ? "transfer-encoding: chunked" : "content-length: " + announcedBytes);
    head.append("\r\nconnection: ").append(keepAlive ? "keep-alive" : "close");
    return head.append("\r\n\r\n").toString();
  }

  private String phrase() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      default -> "Status";
    };
  }

  @Override
  public String toString() {
    return "WireReply{" + status + "}";
  }
}
