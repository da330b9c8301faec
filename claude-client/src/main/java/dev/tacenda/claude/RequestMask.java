package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.TrustedCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Masks one request: body by the field map, headers by name; path and query may hold nothing. */
@TrustedCode("Body, headers, path and query of what it returns hold no value the policy masks.")
final class RequestMask {
  private static final byte[] NOTHING = new byte[0];

  private final Masker masker;

  RequestMask(Masker masker) {
    this.masker = masker;
  }

  /** A request that may leave, and what was found in its body. */
  record Masked(ClaudeRequest request, MaskResult body) {}

  /**
   * Masks {@code request}, which is of kind {@code endpoint}.
   *
   * @throws RequestDeniedException if it cannot be inspected or must not be sent
   */
  Masked mask(ClaudeRequest request, Endpoint endpoint) {
    try {
      refuseSecretsInUrl(request);
      MaskResult body = maskBody(request, endpoint);
      byte[] bytes = endpoint.body() == Endpoint.Body.CREDENTIALS ? request.body() : body.bytes();
      return new Masked(request.with(maskHeaders(request.headers()), bytes), body);
    } catch (MaskingException e) {
      throw denial(e);
    } catch (RequestDeniedException e) {
      throw e;
    } catch (RuntimeException e) {
      // A detector that fails has decided nothing; its message may quote what it read.
      throw new RequestDeniedException(Reason.MASKING_FAILED);
    }
  }

  private MaskResult maskBody(ClaudeRequest request, Endpoint endpoint) {
    return switch (endpoint.body()) {
      case NONE -> {
        if (request.body().length > 0) {
          throw new RequestDeniedException(Reason.BODY_NOT_INSPECTABLE);
        }
        yield masker.maskText(NOTHING);
      }
      case MESSAGES_JSON -> {
        requirePlainJson(request);
        yield masker.maskJson(request.body(), new RequestFields());
      }
      case CREDENTIALS -> masker.maskText(NOTHING);
    };
  }

  private static void requirePlainJson(ClaudeRequest request) {
    String mediaType = request.contentType().toLowerCase(Locale.ROOT);
    boolean json =
        mediaType.equals("application/json") || mediaType.startsWith("application/json;");
    String encoding = request.header("Content-Encoding").orElse("identity");
    if (!json || !encoding.equalsIgnoreCase("identity")) {
      throw new RequestDeniedException(Reason.BODY_NOT_INSPECTABLE);
    }
  }

  private void refuseSecretsInUrl(ClaudeRequest request) {
    String url = request.path() + "?" + request.query();
    refuseSecrets(url);
    try {
      refuseSecrets(URLDecoder.decode(url, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new RequestDeniedException(Reason.ENDPOINT_NOT_COVERED);
    }
  }

  private void refuseSecrets(String text) {
    MaskResult result = masker.maskText(text);
    if (result.verdict().masks()) {
      throw new RequestDeniedException(
          Reason.SECRET_IN_URL, List.copyOf(result.countsByRule().keySet()));
    }
  }

  private List<Header> maskHeaders(List<Header> headers) {
    List<Header> masked = new ArrayList<>(headers.size());
    for (Header header : headers) {
      boolean scanned = HeaderFields.classOf(header) == FieldClass.TEXT;
      masked.add(
          scanned ? new Header(header.name(), masker.maskText(header.value()).text()) : header);
    }
    return masked;
  }

  private static RequestDeniedException denial(MaskingException e) {
    Reason reason =
        e.reason() == MaskingException.Reason.MALFORMED_JSON
            ? Reason.BODY_MALFORMED
            : Reason.MASKING_FAILED;
    return RequestDeniedException.withDetail(reason, String.valueOf(e.getMessage()));
  }
}
