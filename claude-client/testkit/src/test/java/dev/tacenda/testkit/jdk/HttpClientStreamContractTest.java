package dev.tacenda.testkit.jdk;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class HttpClientStreamContractTest extends AdapterContractStreamed {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new HttpClientClaude(baseUrl, guard, HttpClientClaude::stream);
  }
}
