package dev.tacenda.claude.springai;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class SdkStreamContractTest extends AdapterContractStreamed {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SpringAiClaude(baseUrl, guard, SpringAiClaude::bySdk, SpringAiClaude::stream);
  }

  /**
   * Closing waits for the lock of a reader of the SDK, which is held while that waits for bytes.
   */
  @Override
  public boolean givesUpAtOnce() {
    return false;
  }
}
