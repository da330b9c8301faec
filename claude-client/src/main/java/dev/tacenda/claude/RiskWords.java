package dev.tacenda.claude;

import dev.tacenda.mask.Risk;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells risks by words: the last part of {@code fields/tools.yaml}. Immutable. */
final class RiskWords {
  /** So many words may stand between asking and what is asked for. */
  private static final int MAX_BETWEEN = 6;

  private final ToolWords tools = ToolWords.standard();
  private final List<String> destructive;
  private final List<String> privileged;
  private final List<String> ciFiles;
  private final List<String> protectedPaths;
  private final Set<String> askingVerbs;
  private final List<String> credentialNouns;

  /** Reads the words at the first use. */
  private static final class Listed {
    static final RiskWords WORDS = new RiskWords(YamlResource.read("fields/tools.yaml"));
  }

  private RiskWords(Map<String, Object> lists) {
    this.destructive = phrases(lists, "destructive");
    this.privileged = phrases(lists, "privileged");
    this.ciFiles = YamlResource.texts(lists, "ci-files");
    this.protectedPaths = YamlResource.texts(lists, "protected-paths");
    this.askingVerbs = Set.copyOf(YamlResource.texts(lists, "asking-verbs"));
    this.credentialNouns = phrases(lists, "credential-nouns");
  }

  /** Returns phrases as they stand between the words of a command. */
  private static List<String> phrases(Map<String, Object> lists, String name) {
    return YamlResource.texts(lists, name).stream()
        .map(each -> spaced(Command.words(each)))
        .toList();
  }

  private static String spaced(List<String> words) {
    return " " + String.join(" ", words) + " ";
  }

  /** Returns the words that are shipped. */
  static RiskWords standard() {
    return Listed.WORDS;
  }

  /** Returns what a call of {@code tool} shows whose input holds these strings. */
  Set<Risk> ofCall(String tool, List<String> input) {
    Set<Risk> risks = EnumSet.noneOf(Risk.class);
    ToolWords.Kind kind = tools.kindOf(tool);
    if (kind == ToolWords.Kind.NETWORK) {
      risks.add(Risk.NETWORK_COMMAND);
    }
    for (String text : input) {
      if (kind == ToolWords.Kind.SHELL) {
        addOfCommand(text, risks);
      }
      String path = text.replace('\\', '/');
      if (ciFiles.stream().anyMatch(path::contains)) {
        risks.add(Risk.CI_FILE);
      }
      if (protectedPaths.stream().anyMatch(path::contains)) {
        risks.add(Risk.PROTECTED_PATH);
      }
    }
    return risks;
  }

  private void addOfCommand(String command, Set<Risk> risks) {
    String words = spaced(Command.words(command));
    if (destructive.stream().anyMatch(words::contains)) {
      risks.add(Risk.DESTRUCTIVE_COMMAND);
    }
    if (privileged.stream().anyMatch(words::contains)) {
      risks.add(Risk.PRIVILEGED_COMMAND);
    }
    if (tools.reachesOut(command)) {
      risks.add(Risk.NETWORK_COMMAND);
    }
  }

  /** Returns true if a text asks for a credential. */
  boolean asksForCredential(String text) {
    List<String> words = Command.words(text);
    for (int i = 0; i < words.size(); i++) {
      if (askingVerbs.contains(words.get(i))) {
        int end = Math.min(words.size(), i + 2 + MAX_BETWEEN);
        String behind = spaced(words.subList(i + 1, end));
        if (credentialNouns.stream().anyMatch(behind::contains)) {
          return true;
        }
      }
    }
    return false;
  }
}
