package dev.tacenda.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads HTTP/1.x requests from one connection (RFC 9112). What it cannot parse it hands over as
 * read, so that the bytes are still evidence. Confined to one thread.
 */
final class RequestReader {

  static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_CHUNK_LINE = 1024;

  /** Why a request was not read to its end. */
  enum Fault {
    NONE,
    MALFORMED,
    TOO_LARGE,
    BROKEN_OFF
  }

  /** One request as read, and whether it is all there. */
  static final class Incoming {
    private final RequestHead head;
    private final byte[] body;
    private final Fault fault;

    Incoming(RequestHead head, byte[] body, Fault fault) {
      this.head = head;
      this.body = body;
      this.fault = fault;
    }

    RequestHead head() {
      return head;
    }

    /** The bytes themselves: the one receiver keeps them to itself. */
    byte[] body() {
      return body;
    }

    Fault fault() {
      return fault;
    }

    @Override
    public String toString() {
      return "Incoming{" + fault + "}";
    }
  }

  private static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final InputStream in;
  private final OutputStream out;
  private final int maxBodyBytes;
  private ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();

  RequestReader(InputStream in, OutputStream out, int maxBodyBytes) {
    this.in = in;
    this.out = out;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Reads the rest of a request.
   *
   * @param firstByte the byte that was already taken from the stream
   */
  Incoming read(int firstByte) {
    raw = new ByteArrayOutputStream();
    body = new ByteArrayOutputStream();
    raw.write(firstByte);
    RequestHead head = RequestHead.unparsed("");
    try {
      readHead();
      head = parse(raw.toString(StandardCharsets.ISO_8859_1));
      readBody(head);
      return new Incoming(head, body.toByteArray(), Fault.NONE);
    } catch (MalformedException e) {
      return broken(head, Fault.MALFORMED);
    } catch (TooLargeException e) {
      return broken(head, Fault.TOO_LARGE);
    } catch (IOException e) {
      return broken(head, Fault.BROKEN_OFF);
    }
  }

  private Incoming broken(RequestHead head, Fault fault) {
    RequestHead seen =
        head.method().isEmpty()
            ? RequestHead.unparsed(raw.toString(StandardCharsets.ISO_8859_1))
            : head;
    return new Incoming(seen, body.toByteArray(), fault);
  }

  private void readHead() throws IOException {
    int tail = 0;
    while (tail != 0x0d0a0d0a) {
      int b = next();
      raw.write(b);
      tail = (tail << 8) | b;
      if (raw.size() > MAX_HEAD_BYTES) {
        throw new TooLargeException();
      }
    }
  }

  private int next() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private static RequestHead parse(String head) throws IOException {
    String[] lines = head.split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    require(words.length == 3 && !words[0].isEmpty() && words[1].startsWith("/"));
    require(words[2].equals("HTTP/1.1") || words[2].equals("HTTP/1.0"));
    List<RequestHead.Field> fields = new ArrayList<>();
    // The head ends with an empty line, which split() turns into two empty strings.
    for (int i = 1; i < lines.length - 2; i++) {
      fields.add(field(lines[i]));
    }
    int question = words[1].indexOf('?');
    String path = question < 0 ? words[1] : words[1].substring(0, question);
    String query = question < 0 ? "" : words[1].substring(question + 1);
    return new RequestHead(words[0], path, query, words[2].charAt(7) - '0', fields, head);
  }

  private static RequestHead.Field field(String line) throws IOException {
    int colon = line.indexOf(':');
    require(colon > 0 && line.indexOf('\n') < 0 && line.indexOf('\r') < 0);
    String name = line.substring(0, colon);
    // Space in a name is a folded line or a smuggling trick; both are refused.
    require(name.chars().allMatch(c -> c > ' ' && c < 0x7f));
    return new RequestHead.Field(name, line.substring(colon + 1).strip());
  }

  private void readBody(RequestHead head) throws IOException {
    List<String> lengths = head.all("content-length");
    List<String> codings = head.all("transfer-encoding");
    require(lengths.isEmpty() || codings.isEmpty());
    require(lengths.size() <= 1 && codings.size() <= 1);
    if (lengths.isEmpty() && codings.isEmpty()) {
      return;
    }
    invite(head);
    if (codings.isEmpty()) {
      copy(length(lengths.get(0), 10));
    } else {
      require(codings.get(0).equalsIgnoreCase("chunked"));
      readChunks();
    }
  }

  /** A client that asks first gets its answer, or it would wait. */
  private void invite(RequestHead head) throws IOException {
    Optional<String> expect = head.first("expect");
    if (expect.isPresent()) {
      require(expect.get().equalsIgnoreCase("100-continue"));
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private void readChunks() throws IOException {
    while (true) {
      String line = line();
      // A chunk extension or a trailer is refused, but kept: its bytes left the caller.
      requireOrKeep(line, line.indexOf(';') < 0);
      long size = length(line, 16);
      if (size == 0) {
        String trailer = line();
        requireOrKeep(trailer, trailer.isEmpty());
        return;
      }
      copy(size);
      require(line().isEmpty());
    }
  }

  private void requireOrKeep(String line, boolean condition) throws MalformedException {
    if (!condition) {
      body.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    }
    require(condition);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = next(); b != '\r'; b = next()) {
      line.append((char) b);
      require(line.length() <= MAX_CHUNK_LINE);
    }
    require(next() == '\n');
    return line.toString();
  }

  private void copy(long size) throws IOException {
    long room = maxBodyBytes - (long) body.size();
    // The part that fits is read even if the whole is refused: it is evidence.
    long left = Math.min(size, room);
    byte[] buffer = new byte[8192];
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException();
      }
      body.write(buffer, 0, n);
      left -= n;
    }
    if (size > room) {
      throw new TooLargeException();
    }
  }

  private static long length(String digits, int radix) throws IOException {
    require(!digits.isEmpty() && digits.length() <= 15);
    require(digits.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 0x7f));
    return Long.parseLong(digits, radix);
  }

  private static void require(boolean condition) throws MalformedException {
    if (!condition) {
      throw new MalformedException();
    }
  }
}
