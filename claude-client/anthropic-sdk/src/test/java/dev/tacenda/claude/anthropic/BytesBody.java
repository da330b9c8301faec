package dev.tacenda.claude.anthropic;

import com.anthropic.core.http.HttpRequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that can be written only once, as an upload from a stream, and counts its closes. */
final class BytesBody implements HttpRequestBody {
  private final InputStream bytes;
  private final AtomicInteger closed = new AtomicInteger();

  BytesBody(byte[] bytes) {
    this.bytes = new ByteArrayInputStream(bytes);
  }

  int closed() {
    return closed.get();
  }

  @Override
  public void writeTo(OutputStream target) {
    try {
      bytes.transferTo(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
