package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Masks one request: body by the field map, headers by name; path and query may hold nothing. */
@TrustedCode("Body, headers, path and query of what it returns hold no value the policy masks.")
final class RequestMask {
  private static final byte[] NOTHING = new byte[0];
  private static final Set<String> JSON =
      Set.of("application/json", "application/json;charset=utf-8");

  /** A token exchange holds one token and a few names. */
  private static final int MAX_CREDENTIAL_BYTES = 32 * 1024;

  /** Encodings of encodings that a query is searched behind. */
  private static final int MAX_DECODINGS = 3;

  private final Masker masker;
  private final ToolInputs tools;
  private final BinaryCheck binary;

  /**
   * Masks with {@code masker}; {@code tools} remembers what may have to be restored, {@code binary}
   * looks in what cannot be masked.
   */
  RequestMask(Masker masker, ToolInputs tools, BinaryCheck binary) {
    this.masker = masker;
    this.tools = tools;
    this.binary = binary;
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
      boolean credentials = endpoint.request() == Endpoint.Request.CREDENTIALS;
      byte[] bytes = credentials ? request.body() : body.bytes();
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
    return switch (endpoint.request()) {
      case NONE -> {
        if (request.body().length > 0) {
          throw new RequestDeniedException(Reason.BODY_NOT_INSPECTABLE);
        }
        yield masker.maskText(NOTHING);
      }
      case JSON -> maskJson(request, endpoint);
      case OPTIONAL_JSON ->
          request.body().length == 0 ? masker.maskText(NOTHING) : maskJson(request, endpoint);
      case FILE_UPLOAD -> maskUpload(request, false);
      case CODE_UPLOAD -> maskUpload(request, true);
      case CREDENTIALS -> {
        requireCredentials(request);
        yield masker.maskText(NOTHING);
      }
    };
  }

  private MaskResult maskJson(ClaudeRequest request, Endpoint endpoint) {
    requirePlain(request, JSON.contains(mediaType(request)));
    byte[] json = copy(request);
    boolean goesOn = Continuation.is(endpoint.requestRoot(), json);
    ScanScope fields = new RequestFields(endpoint.requestRoot(), goesOn);
    MaskResult result = tools.mask(json, fields);
    if (masker.policy().traffic().refusesUnknown()
        && result.coverage().bytes(FieldClass.UNKNOWN) > 0) {
      throw new RequestDeniedException(Reason.UNKNOWN_FIELD);
    }
    if (result.coverage().bytes(FieldClass.BINARY) > 0) {
      switch (masker.policy().traffic().binary()) {
        case PASS -> {}
        case INSPECT -> binary.checkStrings(json, fields, tools);
        case REFUSE -> throw new RequestDeniedException(Reason.BINARY_NOT_ADMITTED);
      }
    }
    return result;
  }

  private MaskResult maskUpload(ClaudeRequest request, boolean isCode) {
    requirePlain(request, mediaType(request).startsWith("multipart/form-data;"));
    return new UploadMask(masker, binary, copy(request), isCode).mask(request.contentType());
  }

  /** A copy, so that the caller cannot change what has been masked and recorded. */
  private static byte[] copy(ClaudeRequest request) {
    return request.body().clone();
  }

  /** What passes untouched must at least look like a token exchange. */
  private static void requireCredentials(ClaudeRequest request) {
    String mediaType = mediaType(request);
    boolean form = mediaType.equals("application/x-www-form-urlencoded");
    if (!(form || JSON.contains(mediaType)) || request.body().length > MAX_CREDENTIAL_BYTES) {
      throw new RequestDeniedException(Reason.BODY_NOT_INSPECTABLE);
    }
  }

  private static String mediaType(ClaudeRequest request) {
    return request.contentType().toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static void requirePlain(ClaudeRequest request, boolean isOfItsType) {
    String encoding = request.header("Content-Encoding").orElse("identity");
    if (!isOfItsType || !encoding.equalsIgnoreCase("identity")) {
      throw new RequestDeniedException(Reason.BODY_NOT_INSPECTABLE);
    }
  }

  private void refuseSecretsInUrl(ClaudeRequest request) {
    String url = request.path() + "?" + request.query();
    refuseSecrets(url);
    try {
      for (int i = 0; i < MAX_DECODINGS; i++) {
        url = URLDecoder.decode(url, StandardCharsets.UTF_8);
        refuseSecrets(url);
      }
    } catch (IllegalArgumentException e) {
      throw new RequestDeniedException(Reason.ENDPOINT_NOT_COVERED);
    }
  }

  private void refuseSecrets(String text) {
    refuseSecrets(text, Reason.SECRET_IN_URL);
  }

  private void refuseSecrets(String text, Reason reason) {
    MaskResult result = masker.maskText(text);
    if (result.verdict().masks()) {
      throw new RequestDeniedException(reason, List.copyOf(result.countsByRule().keySet()));
    }
  }

  private List<Header> maskHeaders(List<Header> headers) {
    List<Header> masked = new ArrayList<>(headers.size());
    for (Header header : headers) {
      refuseSecrets(header.name(), Reason.SECRET_IN_HEADER);
      masked.add(
          switch (HeaderFields.classOf(header)) {
            case CREDENTIAL -> header;
            case PROTOCOL -> {
              refuseSecrets(header.value(), Reason.SECRET_IN_HEADER);
              yield header;
            }
            default -> new Header(header.name(), maskHeader(header));
          });
    }
    return masked;
  }

  private String maskHeader(Header header) {
    MaskResult result = masker.maskText(header.value());
    if (result.verdict().compareTo(Action.MASK) > 0) {
      throw new RequestDeniedException(
          Reason.POLICY_BLOCKED, List.copyOf(result.countsByRule().keySet()));
    }
    return result.text();
  }

  private static RequestDeniedException denial(MaskingException e) {
    Reason reason =
        switch (e.reason()) {
          case MALFORMED_JSON -> Reason.BODY_MALFORMED;
          case SECRET_IN_FIXED_FIELD -> Reason.SECRET_IN_FIXED_FIELD;
          default -> Reason.MASKING_FAILED;
        };
    return RequestDeniedException.withDetail(reason, String.valueOf(e.getMessage()));
  }
}
