package dev.tacenda.gateway.shell;

/** Describes a fault of this program without its message, which may quote what was masked. */
public final class Fault {
  private Fault() {}

  /** Returns the type of an error and where it happened. */
  public static String line(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return "internal error: " + error.getClass().getName() + place;
  }
}
