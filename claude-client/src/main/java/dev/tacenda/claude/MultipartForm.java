package dev.tacenda.claude;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the parts of a {@code multipart/form-data} body stand (RFC 7578, RFC 2046 section 5.1.1).
 * Read strictly, so that the server cannot read another form in the same bytes: nothing before the
 * first boundary and behind the last, no nested forms, no folded headers, no header twice.
 * Immutable; its array is not copied.
 */
final class MultipartForm {
  /** Files of a skill are uploaded in one form. */
  static final int MAX_PARTS = 1_000;

  static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_BOUNDARY_LENGTH = 70;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

  private final List<Part> parts;

  private MultipartForm(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Thrown for a body that is not such a form; says why, without its content. */
  static final class MalformedFormException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFormException(String problem) {
      super(problem);
    }
  }

  /** A range of the body, half-open. */
  record Range(int start, int end) {}

  /**
   * One part.
   *
   * @param name the name of its field
   * @param filename where the value of the parameter {@code filename} stands, without its quotes
   * @param mediaType its type in lower case without parameters; empty if it says none
   * @param length where its Content-Length header stands with its line end, if it has one
   * @param content where its content stands
   */
  record Part(
      String name,
      Optional<Range> filename,
      String mediaType,
      Optional<Range> length,
      Range content) {}

  /** Returns the parts in their order. */
  List<Part> parts() {
    return parts;
  }

  /**
   * Reads {@code body}, whose media type with its parameters is {@code contentType}.
   *
   * @throws MalformedFormException if it is not such a form
   */
  static MultipartForm parse(String contentType, byte[] body) throws MalformedFormException {
    byte[] delimiter = ("\r\n--" + boundary(contentType)).getBytes(StandardCharsets.US_ASCII);
    int firstLength = delimiter.length - LINE_END.length;
    require(
        body.length >= firstLength
            && Arrays.equals(body, 0, firstLength, delimiter, LINE_END.length, delimiter.length),
        "it does not begin with its boundary");
    List<Part> parts = new ArrayList<>();
    int at = firstLength;
    while (!ByteText.startsWith(body, at, new byte[] {'-', '-'})) {
      require(ByteText.startsWith(body, at, LINE_END), "a boundary does not end its line");
      require(parts.size() < MAX_PARTS, "it has more than " + MAX_PARTS + " parts");
      int headers = at + LINE_END.length;
      int headersEnd = ByteText.indexOf(body, HEADERS_END, headers, headers + MAX_HEADER_BYTES);
      require(
          headersEnd >= 0, "the headers of a part do not end in " + MAX_HEADER_BYTES + " bytes");
      int content = headersEnd + HEADERS_END.length;
      int end = ByteText.indexOf(body, delimiter, content, body.length);
      require(end >= 0, "a part does not end with the boundary");
      parts.add(new Headers(body, headers, headersEnd).part(new Range(content, end)));
      at = end + delimiter.length;
    }
    int end = at + 2;
    require(
        end == body.length || end + 2 == body.length && ByteText.startsWith(body, end, LINE_END),
        "something follows its last boundary");
    return new MultipartForm(parts);
  }

  private static String boundary(String contentType) throws MalformedFormException {
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
    require(at >= 0, "its type names no boundary");
    String value = contentType.substring(at + "boundary=".length());
    boolean quoted = value.startsWith("\"");
    int end = quoted ? value.indexOf('"', 1) : value.indexOf(';');
    String boundary = value.substring(quoted ? 1 : 0, end < 0 ? value.length() : end).strip();
    require(
        !boundary.isEmpty()
            && boundary.length() <= MAX_BOUNDARY_LENGTH
            && boundary.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"'),
        "its boundary is not 1 to " + MAX_BOUNDARY_LENGTH + " printable characters");
    return boundary;
  }

  /** The headers of one part. */
  private static final class Headers {
    private final byte[] body;
    private final int start;
    private final int end;
    private Optional<Range> disposition = Optional.empty();
    private Optional<Range> length = Optional.empty();
    private Optional<String> mediaType = Optional.empty();
    private boolean encoded;

    Headers(byte[] body, int start, int end) {
      this.body = body;
      this.start = start;
      this.end = end;
    }

    Part part(Range content) throws MalformedFormException {
      int line = start;
      while (line < end) {
        int lineEnd = ByteText.indexOf(body, LINE_END, line, end);
        int stop = lineEnd < 0 ? end : lineEnd;
        header(line, stop);
        line = stop + LINE_END.length;
      }
      require(disposition.isPresent(), "a part has no Content-Disposition");
      return new Disposition(body, disposition.get()).part(mediaType.orElse(""), length, content);
    }

    private void header(int from, int to) throws MalformedFormException {
      int colon = from;
      while (colon < to && body[colon] != ':') {
        colon++;
      }
      require(colon < to && body[from] > ' ', "a part has a header without a colon");
      String name = ascii(body, from, colon).toLowerCase(Locale.ROOT);
      Range value = new Range(colon + 1, to);
      switch (name) {
        case "content-disposition" -> {
          require(disposition.isEmpty(), "a part has two headers Content-Disposition");
          disposition = Optional.of(value);
        }
        case "content-type" -> {
          require(mediaType.isEmpty(), "a part has two headers Content-Type");
          mediaType = Optional.of(mediaType(ascii(body, colon + 1, to)));
        }
        case "content-length" -> {
          require(length.isEmpty(), "a part has two headers Content-Length");
          length = Optional.of(new Range(from, Math.min(to + LINE_END.length, body.length)));
        }
        case "content-transfer-encoding" -> {
          String encoding = ascii(body, colon + 1, to).strip().toLowerCase(Locale.ROOT);
          encoded = !encoding.equals("binary") && !encoding.equals("8bit");
          require(!encoded, "a part is encoded for the transfer");
        }
        default -> throw new MalformedFormException("a part has a header that no form needs");
      }
    }

    private static String mediaType(String value) throws MalformedFormException {
      int parameters = value.indexOf(';');
      String type = parameters < 0 ? value : value.substring(0, parameters);
      String lower = type.strip().toLowerCase(Locale.ROOT);
      require(!lower.startsWith("multipart/"), "a part is a form itself");
      return lower;
    }
  }

  /** The value of a Content-Disposition header: {@code form-data; name="..."; filename="..."}. */
  private static final class Disposition {
    private final byte[] body;
    private final int end;
    private int at;
    private Optional<String> name = Optional.empty();
    private Optional<Range> filename = Optional.empty();

    Disposition(byte[] body, Range value) {
      this.body = body;
      this.at = value.start();
      this.end = value.end();
    }

    Part part(String mediaType, Optional<Range> length, Range content)
        throws MalformedFormException {
      require(word().equals("form-data"), "a part is not form-data");
      while (at < end) {
        require(body[at] == ';', "a Content-Disposition cannot be read");
        at++;
        parameter();
      }
      require(name.isPresent(), "a part has no name");
      return new Part(name.get(), filename, mediaType, length, content);
    }

    private void parameter() throws MalformedFormException {
      String key = word();
      require(at < end && body[at] == '=', "a Content-Disposition cannot be read");
      at++;
      Range value = value();
      switch (key) {
        case "name" -> {
          require(name.isEmpty(), "a part has two names");
          name = Optional.of(name(value));
        }
        case "filename", "filename*" -> {
          require(filename.isEmpty(), "a part has two file names");
          filename = Optional.of(value);
        }
        default ->
            throw new MalformedFormException("a Content-Disposition has a parameter too many");
      }
    }

    private String name(Range value) throws MalformedFormException {
      String text = ascii(body, value.start(), value.end());
      require(
          !text.isEmpty()
              && text.length() <= 64
              && text.chars()
                  .allMatch(
                      c -> c < 0x7f && (Character.isLetterOrDigit(c) || "_-[]".indexOf(c) >= 0)),
          "the name of a part is not that of a field");
      return text;
    }

    private String word() {
      skipSpace();
      int from = at;
      while (at < end && body[at] != ';' && body[at] != '=' && body[at] != ' ') {
        at++;
      }
      String word = ascii(body, from, at).toLowerCase(Locale.ROOT);
      skipSpace();
      return word;
    }

    private Range value() throws MalformedFormException {
      skipSpace();
      boolean quoted = at < end && body[at] == '"';
      Range value = quoted ? quoted() : token();
      skipSpace();
      return value;
    }

    private Range quoted() throws MalformedFormException {
      int from = ++at;
      while (at < end && body[at] != '"') {
        at += body[at] == '\\' ? 2 : 1;
      }
      require(at < end, "a quoted value does not end");
      return new Range(from, at++);
    }

    private Range token() {
      int from = at;
      while (at < end && body[at] != ';') {
        at++;
      }
      return new Range(from, at);
    }

    private void skipSpace() {
      while (at < end && (body[at] == ' ' || body[at] == '\t')) {
        at++;
      }
    }
  }

  private static String ascii(byte[] body, int from, int to) {
    return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static void require(boolean condition, String problem) throws MalformedFormException {
    if (!condition) {
      throw new MalformedFormException(problem);
    }
  }
}
