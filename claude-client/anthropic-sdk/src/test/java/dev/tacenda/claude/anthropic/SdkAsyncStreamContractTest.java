package dev.tacenda.claude.anthropic;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class SdkAsyncStreamContractTest extends AdapterContractStreamed {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SdkClaude(
        baseUrl,
        guard,
        (client, params) ->
            SdkStream.Subscribed.to(client.async().messages().createStreaming(params)));
  }

  /**
   * Versions that have no spans yet wait, when they close, for the lock of a reader that is held
   * while it waits for bytes.
   */
  @Override
  public boolean givesUpAtOnce() {
    return SdkVersion.hasTraces();
  }
}
