package dev.tacenda.testkit.okhttp;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class OkHttpStreamContractTest extends AdapterContractStreamed {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new OkHttpClaude(baseUrl, guard, OkHttpClaude.Sending.EXECUTE);
  }
}
