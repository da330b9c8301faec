package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps what is printed and logged while it is open, besides passing it on. {@link
 * java.lang.System.Logger} arrives here as long as it is backed by {@code java.util.logging}.
 */
final class AdapterContractOutput implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Handler handler = new KeepingHandler();

  private AdapterContractOutput() {}

  /** Begins to keep. */
  static AdapterContractOutput capture() {
    AdapterContractOutput output = new AdapterContractOutput();
    System.setOut(new PrintStream(new Tee(output.kept, output.out), true, UTF_8));
    System.setErr(new PrintStream(new Tee(output.kept, output.err), true, UTF_8));
    ROOT.addHandler(output.handler);
    return output;
  }

  /** Returns what was printed and logged so far. */
  String text() {
    synchronized (kept) {
      return kept.toString(UTF_8);
    }
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    System.setOut(out);
    System.setErr(err);
  }

  private static final class Tee extends OutputStream {
    private final ByteArrayOutputStream kept;
    private final PrintStream original;

    Tee(ByteArrayOutputStream kept, PrintStream original) {
      this.kept = kept;
      this.original = original;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      synchronized (kept) {
        kept.write(bytes, offset, count);
      }
      original.write(bytes, offset, count);
    }
  }

  private final class KeepingHandler extends Handler {
    KeepingHandler() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      keep(String.valueOf(record.getMessage()));
      if (record.getParameters() != null) {
        for (Object parameter : record.getParameters()) {
          keep(String.valueOf(parameter));
        }
      }
      if (record.getThrown() != null) {
        keep(record.getThrown().toString());
      }
    }

    private void keep(String text) {
      synchronized (kept) {
        kept.writeBytes((text + "\n").getBytes(UTF_8));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
