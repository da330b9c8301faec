package dev.tacenda.testkit.okhttp;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class OkHttpEnqueueContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new OkHttpClaude(baseUrl, guard, OkHttpClaude.Sending.ENQUEUE);
  }
}
