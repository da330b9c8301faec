package example.acme.orders;

import java.math.BigDecimal;
import java.util.UUID;

public record Order(UUID id, String customer, BigDecimal total, String currency) {
  public Order {
    if (total.signum() <= 0) {
      throw new IllegalArgumentException("total must be above 0, was " + total);
    }
  }
}
