package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import java.util.Objects;
import java.util.function.Supplier;

/** Calls parts of the gate that the application supplied. */
final class GateCall {
  private GateCall() {}

  /**
   * Returns what {@code part} answers. Whatever it throws, the request is not sent; its own message
   * is not passed on, because it may hold what was presented.
   */
  static <T> T of(Supplier<T> part) {
    try {
      return Objects.requireNonNull(part.get(), "answer of the gate");
    } catch (RequestDeniedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RequestDeniedException(Reason.GATE_FAILED);
    }
  }
}
