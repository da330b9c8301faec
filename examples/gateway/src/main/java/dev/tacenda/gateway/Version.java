package dev.tacenda.gateway;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar says it has. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"tacenda " + text()};
  }

  /** Returns the bare number; {@code development} if the classes are not in a jar. */
  String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
