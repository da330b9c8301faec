package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import java.util.ArrayList;
import java.util.List;

/** Replaces the credential of a request. */
final class Credentials {
  private Credentials() {}

  /** Returns {@code request} with no other credential than {@code credential}. */
  static ClaudeRequest attach(ClaudeRequest request, Header credential) {
    List<Header> headers = new ArrayList<>();
    for (Header header : request.headers()) {
      if (HeaderFields.classOf(header) != FieldClass.CREDENTIAL) {
        headers.add(header);
      }
    }
    headers.add(credential);
    return request.with(headers, request.body());
  }
}
