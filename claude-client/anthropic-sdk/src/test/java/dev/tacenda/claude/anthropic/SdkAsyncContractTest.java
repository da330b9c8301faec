package dev.tacenda.claude.anthropic;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class SdkAsyncContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SdkClaude(
        baseUrl,
        guard,
        (client, params) ->
            new SdkClaude.OnePiece(SdkStream.said(client.async().messages().create(params).get())));
  }
}
