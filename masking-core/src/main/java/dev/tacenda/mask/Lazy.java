package dev.tacenda.mask;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first asked for, once; if making it fails, whoever asks next
 * tries again and gets the same error. Thread-safe; takes a lock only until the value is there.
 */
final class Lazy<T> {
  private final Object lock = new Object();
  private final Supplier<T> maker;
  private volatile @Nullable T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    T known = value;
    return known != null ? known : make();
  }

  private T make() {
    synchronized (lock) {
      T known = value;
      if (known == null) {
        known = maker.get();
        value = known;
      }
      return known;
    }
  }
}
