package dev.tacenda.claude.springai;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class OkHttpCallContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SpringAiClaude(baseUrl, guard, SpringAiClaude::byOkHttp, SpringAiClaude::call);
  }
}
