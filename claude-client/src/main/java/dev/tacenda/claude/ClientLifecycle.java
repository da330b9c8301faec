package dev.tacenda.claude;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.time.Duration;

/** Calls what {@link HttpClient} has from JDK 21 on, from code that is compiled for JDK 17. */
final class ClientLifecycle {
  private ClientLifecycle() {}

  static void close(HttpClient client) {
    call(client, "close");
  }

  static void shutdown(HttpClient client) {
    call(client, "shutdown");
  }

  static void shutdownNow(HttpClient client) {
    call(client, "shutdownNow");
  }

  static boolean isTerminated(HttpClient client) {
    return Boolean.TRUE.equals(call(client, "isTerminated"));
  }

  static boolean awaitTermination(HttpClient client, Duration duration)
      throws InterruptedException {
    try {
      Method method = HttpClient.class.getMethod("awaitTermination", Duration.class);
      return Boolean.TRUE.equals(method.invoke(client, duration));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption;
      }
      throw unchecked(e);
    } catch (ReflectiveOperationException e) {
      throw missing(e);
    }
  }

  private static Object call(HttpClient client, String name) {
    try {
      return HttpClient.class.getMethod(name).invoke(client);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    } catch (ReflectiveOperationException e) {
      throw missing(e);
    }
  }

  private static RuntimeException unchecked(InvocationTargetException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("the client failed", e.getCause());
  }

  private static UnsupportedOperationException missing(ReflectiveOperationException e) {
    return new UnsupportedOperationException("HttpClient has this from JDK 21 on", e);
  }
}
