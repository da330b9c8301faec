package dev.tacenda.gateway.report;

import dev.tacenda.mask.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding and where it stands, without its value.
 *
 * @param finding the finding
 * @param start its first character
 * @param end the character behind its last one
 */
public record LocatedFinding(Finding finding, Position start, Position end) {

  /**
   * Locates findings of {@code text}, in time that is linear in its length.
   *
   * @param findings in the order of their places
   */
  public static List<LocatedFinding> of(byte[] text, List<Finding> findings) {
    List<LocatedFinding> located = new ArrayList<>(findings.size());
    PositionCounter counter = new PositionCounter(text);
    for (Finding finding : findings) {
      Position start = counter.at(finding.start());
      located.add(new LocatedFinding(finding, start, counter.at(finding.end())));
    }
    return List.copyOf(located);
  }
}
