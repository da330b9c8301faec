package dev.tacenda.claude.anthropic;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class SdkContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new SdkClaude(
        baseUrl,
        guard,
        (client, params) ->
            new SdkClaude.OnePiece(SdkStream.said(client.messages().create(params))));
  }
}
