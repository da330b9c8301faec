package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tacenda.claude.MultipartForm.MalformedFormException;
import dev.tacenda.claude.MultipartForm.Part;
import dev.tacenda.claude.MultipartForm.Range;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MultipartFormTest {
  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String FILE =
      String.join(
          "\r\n",
          "--b",
          "Content-Disposition: form-data; name=\"file\"; filename=\"a b;\\\"c.txt\"",
          "Content-Type: Text/Plain; charset=utf-8",
          "Content-Length: 5",
          "",
          "hello",
          "");
  private static final String END = "\r\n\r\n\r\n";
  private static final String FIELD = "--b\r\ncontent-disposition: form-data; name=n" + END;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String at(String body, Range range) {
    return body.substring(range.start(), range.end());
  }

  @Test
  void findsThePartsOfAForm() throws Exception {
    String body = FILE + FIELD + "--b--\r\n";
    List<Part> parts = MultipartForm.parse(TYPE, bytes(body)).parts();

    assertThat(parts).extracting(Part::name).containsExactly("file", "n");
    Part file = parts.get(0);
    assertThat(file.mediaType()).isEqualTo("text/plain");
    assertThat(at(body, file.content())).isEqualTo("hello");
    assertThat(at(body, file.filename().orElseThrow())).isEqualTo("a b;\\\"c.txt");
    assertThat(at(body, file.length().orElseThrow())).isEqualTo("Content-Length: 5\r\n");
    assertThat(at(body, parts.get(1).content())).isEmpty();
    assertThat(parts.get(1).filename()).isEmpty();
  }

  @Test
  void readsAQuotedBoundary() throws Exception {
    String type = "multipart/form-data; boundary=\"b\"; x=y";
    assertThat(MultipartForm.parse(type, bytes(FILE + "--b--")).parts()).hasSize(1);
  }

  private static String part(String disposition) {
    return "--b\r\nContent-Disposition: " + disposition + END + "--b--";
  }

  static Stream<Arguments> malformed() {
    String plain = "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n";
    return Stream.of(
        arguments("multipart/form-data", FILE + "--b--", "names no boundary"),
        arguments("multipart/form-data; boundary=", FILE, "printable"),
        arguments("multipart/form-data; boundary=" + "x".repeat(71), FILE, "printable"),
        arguments(TYPE, "", "begin with its boundary"),
        arguments(TYPE, "hello\r\n" + FILE + "--b--", "begin with its boundary"),
        arguments(TYPE, FILE, "does not end with the boundary"),
        arguments(TYPE, FILE + "--b--\r\nmore", "follows its last boundary"),
        arguments(TYPE, FILE + "--bb\r\n\r\n", "does not end its line"),
        arguments(TYPE, "--b\r\n\r\nhello\r\n--b--", "do not end"),
        arguments(TYPE, "--b\r\nX: y\r\n\r\nhello\r\n--b--", "header that no form needs"),
        arguments(TYPE, "--b\r\nContent-Type: a/b\r\n\r\n\r\n--b--", "no Content-Disposition"),
        arguments(TYPE, plain + " folded: y\r\n\r\n\r\n--b--", "without a colon"),
        arguments(TYPE, plain + "broken\r\n\r\n\r\n--b--", "without a colon"),
        arguments(TYPE, plain + plain.substring(5) + "\r\n\r\n--b--", "two headers"),
        arguments(TYPE, plain + "Content-Type: multipart/mixed\r\n\r\n\r\n--b--", "form itself"),
        arguments(
            TYPE,
            plain + "Content-Transfer-Encoding: base64\r\n\r\n\r\n--b--",
            "encoded for the transfer"),
        arguments(TYPE, part("inline; name=n"), "not form-data"),
        arguments(TYPE, part("form-data"), "no name"),
        arguments(TYPE, part("form-data; name=\"a"), "does not end"),
        arguments(TYPE, part("form-data; name=a; name=b"), "two names"),
        arguments(TYPE, part("form-data; name=a; filename=x; filename*=y"), "two file names"),
        arguments(TYPE, part("form-data; name=a; size=3"), "parameter too many"),
        arguments(TYPE, part("form-data; name=\"a b\""), "not that of a field"),
        arguments(TYPE, FIELD.repeat(MultipartForm.MAX_PARTS + 1) + "--b--", "more than 1000"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("malformed")
  void refusesWhatAServerMightReadInAnotherWay(String type, String body, String message) {
    assertThatThrownBy(() -> MultipartForm.parse(type, bytes(body)))
        .isInstanceOf(MalformedFormException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesHeadersWithoutEnd() {
    String body = "--b\r\nContent-Disposition: " + "x".repeat(9_000);
    assertThatThrownBy(() -> MultipartForm.parse(TYPE, bytes(body)))
        .hasMessageContaining("8192 bytes");
  }
}
