package dev.tacenda.benchmarks.speed;

import java.util.List;
import java.util.Random;

/** Log lines and YAML as agents read them, the same in every run. */
final class GeneratedText {
  private static final List<String> LEVELS = List.of("INFO ", "INFO ", "INFO ", "DEBUG", "WARN ");
  private static final List<String> LOGGERS =
      List.of(
          "c.a.orders.OrderService",
          "o.s.web.servlet.DispatcherServlet",
          "c.a.stock.ReservationJob",
          "o.h.engine.jdbc.spi.SqlExceptionHelper",
          "c.a.mail.Outbox");
  private static final List<String> EVENTS =
      List.of(
          "Completed 200 OK in %d ms",
          "GET /api/orders/%d?expand=items&page=2 served from cache",
          "Reserved %d items in 3 batches, none left over",
          "retrying after 503, attempt 2 of 5, next in %d ms",
          "select o.id, o.state from orders o where o.customer_id = %d order by o.id",
          "worker-%d picked up task reindex, 14 tasks are waiting");
  private static final List<String> SERVICES =
      List.of("orders", "stock", "billing", "search", "outbox", "gateway");

  private final Random random;

  GeneratedText(long seed) {
    this.random = new Random(seed);
  }

  /** Returns log lines of at least so many characters. */
  String log(int characters) {
    StringBuilder out = new StringBuilder();
    int millis = random.nextInt(1_000_000);
    while (out.length() < characters) {
      millis += random.nextInt(900);
      out.append(time(millis)).append(' ').append(any(LEVELS));
      out.append(" [http-nio-8080-exec-").append(random.nextInt(10)).append("] ");
      out.append(any(LOGGERS)).append(" - ");
      out.append(any(EVENTS).formatted(random.nextInt(5000))).append('\n');
    }
    return out.toString();
  }

  private static String time(int millis) {
    int seconds = millis / 1000;
    return "2026-03-14T%02d:%02d:%02d.%03dZ"
        .formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, millis % 1000);
  }

  /** Returns YAML of at least so many characters. */
  String yaml(int characters) {
    StringBuilder out = new StringBuilder();
    while (out.length() < characters) {
      out.append(deployment(any(SERVICES)));
    }
    return out.toString();
  }

  private String deployment(String name) {
    return """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: %s
      labels: {app: %s, tier: backend}
    spec:
      replicas: %d
      template:
        spec:
          containers:
            - name: %s
              image: registry.example/shop/%s:1.%d.%d
              ports: [{containerPort: 8080}]
              env:
                - name: JAVA_TOOL_OPTIONS
                  value: -XX:MaxRAMPercentage=%d
                - name: LOG_LEVEL
                  value: info
              resources:
                limits: {cpu: %dm, memory: %dMi}
              readinessProbe:
                httpGet: {path: /healthz, port: 8080}
                periodSeconds: %d
    """
        .formatted(
            name,
            name,
            1 + random.nextInt(6),
            name,
            name,
            random.nextInt(40),
            random.nextInt(20),
            50 + random.nextInt(30),
            100 * (1 + random.nextInt(20)),
            128 * (1 + random.nextInt(16)),
            5 + random.nextInt(20));
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
