package example.acme.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderControllerTest {
  private static final String TOKEN =
      "@{jwt}";
  private static final String CARD = "@{payment-card}";

  @Test
  void placesAnOrder() {
    Order order = new Order(UUID.randomUUID(), "c-17", new BigDecimal("9.90"), "EUR");
    assertEquals(order.id().toString(), new OrderController(Fakes.paying(CARD, TOKEN)).place(order));
  }
}
