package dev.tacenda.gateway.shell;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the placeholder key is kept if the command line does not say: one for each user, so that
 * masking the same text tomorrow gives the same bytes.
 */
final class KeyFile {
  private static final Path NAME = Path.of("tacenda", "placeholder.key");

  private KeyFile() {}

  /** Returns the place in the user's state folder; empty if the environment names none. */
  static Optional<Path> ofUser(Map<String, String> environment) {
    Optional<Path> home = folder(environment.get("HOME"));
    return folder(environment.get("XDG_STATE_HOME"))
        .or(() -> home.map(path -> path.resolve(".local/state")))
        .map(state -> state.resolve(NAME));
  }

  /** As the XDG rules say, a path that is not absolute does not count. */
  private static Optional<Path> folder(@Nullable String variable) {
    return Optional.ofNullable(variable)
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
