package dev.tacenda.claude.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.claude.ResponseHead;
import dev.tacenda.claude.ResponseRefusedException;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The answer to one call, in whatever form LangChain4j has it. One form is used for each call. */
@TrustedCode("The text of every form came out of the guard's stream.")
final class GuardedAnswer {
  /** Not true of a masked body. */
  private static final Set<String> OF_RAW_BODY = Set.of("content-length", "content-encoding");

  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final GuardedCall call;

  GuardedAnswer(GuardedCall call) {
    this.call = call;
  }

  /** Returns the answer with its body masked. */
  SuccessfulHttpResponse whole(SuccessfulHttpResponse answer) {
    byte[] raw = answer.bodyBytes() == null ? new byte[0] : answer.bodyBytes();
    byte[] masked = masked(answer, new ByteArrayInputStream(raw));
    return head(answer).body(masked).build();
  }

  private byte[] masked(SuccessfulHttpResponse answer, InputStream raw) {
    try (InputStream body = open(Optional.of(answer), raw)) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be read", e);
    }
  }

  /** Returns the answer without its body, if it has one. */
  static SuccessfulHttpResponse withoutBody(SuccessfulHttpResponse answer) {
    return head(answer).build();
  }

  private static SuccessfulHttpResponse.Builder head(SuccessfulHttpResponse answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers(answer)
        .forEach(
            (name, values) -> {
              if (!OF_RAW_BODY.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values);
              }
            });
    return SuccessfulHttpResponse.builder().statusCode(answer.statusCode()).headers(headers);
  }

  private static Map<String, List<String>> headers(SuccessfulHttpResponse answer) {
    return answer.headers() == null ? Map.of() : answer.headers();
  }

  /**
   * Returns the masked body of {@code raw}, which is read as it is.
   *
   * @param answer what is known of it; nothing means a stream of events
   */
  InputStream open(Optional<SuccessfulHttpResponse> answer, InputStream raw) throws IOException {
    int status = answer.map(SuccessfulHttpResponse::statusCode).orElse(200);
    String type =
        answer.map(each -> first(each, "content-type").orElse("")).orElse("text/event-stream");
    String encoding = answer.flatMap(each -> first(each, "content-encoding")).orElse("");
    boolean compressed = GZIP.contains(encoding.toLowerCase(Locale.ROOT));
    InputStream plain = compressed ? new GZIPInputStream(raw) : raw;
    return call.guard(new ResponseHead(status, type, compressed ? "" : encoding), plain);
  }

  private static Optional<String> first(SuccessfulHttpResponse answer, String name) {
    return headers(answer).entrySet().stream()
        .filter(each -> name.equalsIgnoreCase(each.getKey()))
        .flatMap(each -> each.getValue().stream())
        .findFirst();
  }

  /** Ends the exchange, if there was no answer. */
  void failed() {
    call.failed();
  }

  /**
   * Returns {@code error}, whose message is the body of the answer, with a masked message. The
   * original is not kept as a cause.
   */
  HttpException error(HttpException error) {
    HttpException masked = new HttpException(error.statusCode(), maskedMessage(error));
    masked.setStackTrace(error.getStackTrace());
    return masked;
  }

  private @Nullable String maskedMessage(HttpException error) {
    String body = error.getMessage() == null ? "" : error.getMessage();
    String type = body.stripLeading().startsWith("{") ? "application/json" : "text/plain";
    InputStream raw = new ByteArrayInputStream(body.getBytes(UTF_8));
    try (InputStream stream = call.guard(new ResponseHead(error.statusCode(), type, ""), raw)) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (ResponseRefusedException | IllegalStateException e) {
      return "the error was withheld, because it could not be masked";
    } catch (IOException e) {
      throw new UncheckedIOException("the error could not be read", e);
    }
  }
}
