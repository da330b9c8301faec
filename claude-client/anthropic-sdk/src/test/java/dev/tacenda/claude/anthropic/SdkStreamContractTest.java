package dev.tacenda.claude.anthropic;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class SdkStreamContractTest extends AdapterContractStreamed {
  @Override
  @SuppressWarnings("MustBeClosedChecker") // The contract closes the answer, and it the stream.
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SdkClaude(
        baseUrl,
        guard,
        (client, params) -> new SdkStream.Blocking(client.messages().createStreaming(params)));
  }
}
