package dev.tacenda.claude;

import java.util.Locale;
import java.util.Objects;

/**
 * What the guard needs to know of an answer before its body. Immutable.
 *
 * @param status the HTTP status
 * @param contentType the value of Content-Type, empty if there is none
 * @param contentEncoding the value of Content-Encoding, empty if there is none
 */
public record ResponseHead(int status, String contentType, String contentEncoding) {

  public ResponseHead {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(contentEncoding, "contentEncoding");
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("status must be in 100..599, was " + status);
    }
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  boolean isEncoded() {
    return !contentEncoding.isEmpty() && !contentEncoding.equalsIgnoreCase("identity");
  }

  /** The media type without its parameters, in lower case. */
  String mediaType() {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the status only. */
  @Override
  public String toString() {
    return "ResponseHead[" + status + "]";
  }
}
