package dev.tacenda.claude.langchain4j;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContractStreamed;

class StreamingChatModelContractTest extends AdapterContractStreamed {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new ChatClaude(baseUrl, guard, ChatClaude::stream);
  }
}
