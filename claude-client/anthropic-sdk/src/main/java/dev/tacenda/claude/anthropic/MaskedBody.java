package dev.tacenda.claude.anthropic;

import com.anthropic.core.http.HttpRequestBody;
import dev.tacenda.claude.ClaudeRequest;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The body that the guard admitted. It can be sent again even if the original could not. */
final class MaskedBody implements HttpRequestBody {
  private final byte[] bytes;
  private final String contentType;
  private final HttpRequestBody original;

  private MaskedBody(byte[] bytes, String contentType, HttpRequestBody original) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.original = original;
  }

  /** Returns the body of {@code admitted}; closing it closes {@code original}. */
  static MaskedBody of(ClaudeRequest admitted, HttpRequestBody original) {
    return new MaskedBody(admitted.body(), admitted.contentType(), original);
  }

  @Override
  public void writeTo(OutputStream target) {
    try {
      target.write(bytes);
    } catch (IOException e) {
      MaskedBody.<RuntimeException>throwUnchanged(e);
    }
  }

  /**
   * Throws {@code e} as it is. The method of the SDK is Kotlin and declares nothing, but the
   * transport must see an {@link IOException}: it retries that, and anything else breaks its
   * thread.
   */
  @SuppressWarnings("unchecked")
  private static <X extends Exception> void throwUnchanged(IOException e) throws X {
    throw (X) e;
  }

  @Override
  public @Nullable String contentType() {
    return contentType.isEmpty() ? null : contentType;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void close() {
    original.close();
  }

  /** Says how long it is, not what is in it. */
  @Override
  public String toString() {
    return "MaskedBody[" + bytes.length + " bytes]";
  }
}
