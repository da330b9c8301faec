package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a body of {@code multipart/form-data} (RFC 7578): strict about framing. */
final class Multipart {

  /** One part as it was sent. */
  static final class Part {
    private final String head;
    private final byte[] body;

    private Part(String head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    /** The bytes themselves: the one receiver keeps them to itself. */
    byte[] body() {
      return body;
    }

    /** A header field; the empty text if there is none. */
    String header(String lowerName) {
      for (String line : head.split("\r\n", -1)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(lowerName + ":")) {
          return line.substring(lowerName.length() + 1).strip();
        }
      }
      return "";
    }

    /** A quoted parameter of {@code Content-Disposition}. */
    Optional<String> parameter(String name) {
      String start = "; " + name + "=\"";
      String disposition = header("content-disposition");
      int from = disposition.indexOf(start);
      int to = disposition.indexOf('"', from + start.length());
      return from < 0 || to < 0
          ? Optional.empty()
          : Optional.of(disposition.substring(from + start.length(), to));
    }

    @Override
    public String toString() {
      return "Part[" + body.length + " bytes]";
    }
  }

  private static final String TYPE = "multipart/form-data";
  private static final String BOUNDARY = "boundary=";

  private Multipart() {}

  /**
   * Reads all parts.
   *
   * @param contentType of the request, with its boundary
   */
  static List<Part> parse(String contentType, byte[] body) throws Refused {
    // One character for each byte, so that places in the text are places in the body.
    String text = new String(body, ISO_8859_1);
    String delimiter = "--" + boundary(contentType);
    Fields.require(text.startsWith(delimiter + "\r\n"), "body: not in parts of its boundary");
    List<Part> parts = new ArrayList<>();
    int at = delimiter.length() + 2;
    while (true) {
      int end = text.indexOf("\r\n" + delimiter, at);
      Fields.require(end >= 0, "body: a part has no end");
      parts.add(part(text.substring(at, end)));
      at = end + 2 + delimiter.length();
      if (text.startsWith("--", at)) {
        return parts;
      }
      Fields.require(text.startsWith("\r\n", at), "body: not in parts of its boundary");
      at += 2;
    }
  }

  private static String boundary(String contentType) throws Refused {
    int from = contentType.toLowerCase(Locale.ROOT).indexOf(BOUNDARY);
    Fields.require(
        contentType.toLowerCase(Locale.ROOT).startsWith(TYPE) && from > 0,
        "content-type: must be " + TYPE + " with a boundary");
    String boundary = contentType.substring(from + BOUNDARY.length()).split(";", 2)[0].strip();
    return boundary.startsWith("\"") && boundary.endsWith("\"") && boundary.length() > 2
        ? boundary.substring(1, boundary.length() - 1)
        : boundary;
  }

  private static Part part(String text) throws Refused {
    int headEnd = text.indexOf("\r\n\r\n");
    Fields.require(headEnd >= 0, "body: a part has no head");
    String head = new String(text.substring(0, headEnd).getBytes(ISO_8859_1), UTF_8);
    return new Part(head, text.substring(headEnd + 4).getBytes(ISO_8859_1));
  }
}
