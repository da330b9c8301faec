package example.acme.orders;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {
  private final PaymentClient payments;

  OrderController(PaymentClient payments) {
    this.payments = payments;
  }

  @PostMapping("/orders")
  String place(@RequestBody Order order) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      if (payments.charge(order)) {
        return order.id().toString();
      }
    }
    return "";
  }
}
