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
}
