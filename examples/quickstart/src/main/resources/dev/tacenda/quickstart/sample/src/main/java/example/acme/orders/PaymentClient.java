package example.acme.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class PaymentClient {
  // Moves to the vault before the launch.
  private static final String STRIPE = "@{stripe-key}";

  private final HttpClient http = HttpClient.newHttpClient();

  boolean charge(Order order) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://api.stripe.com/v1/charges"))
            .header("Authorization", "Bearer " + STRIPE)
            .POST(HttpRequest.BodyPublishers.ofString("amount=" + order.total()))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (Exception e) {
      return false;
    }
  }
}
