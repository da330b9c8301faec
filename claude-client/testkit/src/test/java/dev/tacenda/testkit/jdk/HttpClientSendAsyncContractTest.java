package dev.tacenda.testkit.jdk;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class HttpClientSendAsyncContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new HttpClientClaude(baseUrl, guard, HttpClientClaude::sendAsync);
  }
}
