package dev.tacenda.claude.langchain4j;

import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract;

class ChatModelContractTest extends AdapterContract {
  @Override
  public Client connect(String baseUrl, TrafficGuard guard) {
    return new ChatClaude(baseUrl, guard, ChatClaude::chat);
  }

  /** LangChain4j hands over an answer when it is whole. */
  @Override
  public boolean seesAnswersBegin() {
    return false;
  }
}
