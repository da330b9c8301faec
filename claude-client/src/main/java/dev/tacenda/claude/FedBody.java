package dev.tacenda.claude;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is given in pieces instead of waited for. A read returns what was fed,
 * 0 if all of that is read and more may come, and -1 after the end; so whoever reads it must expect
 * 0, as {@link MaskedStream} does. Feeding and reading are confined to one thread at a time, any
 * thread may close.
 */
final class FedBody extends InputStream {
  private byte[] fed = new byte[0];
  private int position;
  private boolean ended;
  private @Nullable IOException failure;

  /** Gives the next bytes, which are not copied. All of the earlier ones must have been read. */
  void feed(byte[] bytes) {
    fed = bytes;
    position = 0;
  }

  /** Says that nothing more comes. */
  void end() {
    ended = true;
  }

  /** Says that the body broke off: the next read throws {@code cause}. */
  void fail(IOException cause) {
    failure = cause;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (failure != null) {
      throw failure;
    }
    int copied = Math.min(count, fed.length - position);
    System.arraycopy(fed, position, target, offset, copied);
    position += copied;
    return copied == 0 && ended ? -1 : copied;
  }

  /**
   * Not supported: one byte cannot say that there is none yet.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public int read() {
    throw new UnsupportedOperationException("read into an array");
  }

  @Override
  public int available() {
    return fed.length - position;
  }
}
