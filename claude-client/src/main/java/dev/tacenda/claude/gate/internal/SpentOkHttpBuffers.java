package dev.tacenda.claude.gate.internal;

import okio.Buffer;

/**
 * Overwrites the buffers that OkHttp has written a request with. Okio keeps up to 64 KiB of them
 * for each of a few groups of threads, as they are, and the headers of the last requests stand in
 * them until something else needs the room.
 */
public final class SpentOkHttpBuffers {
  /** One buffer more than Okio keeps for a thread. */
  private static final byte[] ZEROS = new byte[72 * 1024];

  private SpentOkHttpBuffers() {}

  /**
   * Overwrites those that this thread has given back. To be called on the thread that has sent a
   * request, which with OkHttp is the one its interceptors run on.
   */
  public static void overwrite() {
    try (Buffer all = new Buffer()) {
      all.write(ZEROS);
    }
  }
}
