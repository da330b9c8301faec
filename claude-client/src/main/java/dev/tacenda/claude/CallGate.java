package dev.tacenda.claude;

import dev.tacenda.mask.Risk;
import java.util.List;
import java.util.Map;

/** Says whether the caller may have a tool call of an answer. */
interface CallGate {
  /** Lets every call pass. */
  CallGate OPEN =
      new CallGate() {
        @Override
        public boolean looksAtCalls() {
          return false;
        }

        @Override
        public void permit(String tool, List<String> strings, byte[] maskedInput) {}

        @Override
        public Map<Risk, Integer> shown() {
          return Map.of();
        }
      };

  /** Returns true if calls have to be shown to {@link #permit}. */
  boolean looksAtCalls();

  /**
   * Returns if the call may go on; waits for an approval if it needs one.
   *
   * @param strings the strings of the masked input
   * @throws ResponseRefusedException if it may not
   */
  void permit(String tool, List<String> strings, byte[] maskedInput);

  /** Returns how many calls showed each risk so far. */
  Map<Risk, Integer> shown();
}
