package dev.tacenda.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * The input of a socket that acknowledges at once what has arrived, where the system can. A client
 * that sends head and body apart, such as OkHttp, would else wait 40 ms between them for an
 * acknowledgement that a server delays which has nothing to say yet.
 */
final class PromptInput extends FilterInputStream {

  private final Socket socket;
  private final boolean supported;

  private PromptInput(Socket socket, InputStream in) {
    super(in);
    this.socket = socket;
    this.supported = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  static PromptInput of(Socket socket) throws IOException {
    return new PromptInput(socket, socket.getInputStream());
  }

  @Override
  public int read() throws IOException {
    acknowledge();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    acknowledge();
    return super.read(buffer, offset, count);
  }

  /** The system forgets this option after a while, so it is set before every read. */
  private void acknowledge() throws IOException {
    if (supported) {
      socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }
}
