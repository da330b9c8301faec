package dev.tacenda.claude;

import dev.tacenda.mask.Risk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
    this.destructive = YamlResource.texts(lists, "destructive");
    this.privileged = YamlResource.texts(lists, "privileged");
    this.ciFiles = YamlResource.texts(lists, "ci-files");
    this.protectedPaths = YamlResource.texts(lists, "protected-paths");
    this.askingVerbs = Set.copyOf(YamlResource.texts(lists, "asking-verbs"));
    this.credentialNouns = YamlResource.texts(lists, "credential-nouns");
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
    String words = " " + String.join(" ", words(command)) + " ";
    if (destructive.stream().anyMatch(each -> words.contains(" " + each + " "))) {
      risks.add(Risk.DESTRUCTIVE_COMMAND);
    }
    if (privileged.stream().anyMatch(each -> words.contains(" " + each + " "))) {
      risks.add(Risk.PRIVILEGED_COMMAND);
    }
    if (tools.reachesOut(command)) {
      risks.add(Risk.NETWORK_COMMAND);
    }
  }

  /** Returns true if a text asks for a credential. */
  boolean asksForCredential(String text) {
    List<String> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      if (askingVerbs.contains(words.get(i))) {
        int end = Math.min(words.size(), i + 2 + MAX_BETWEEN);
        String behind = " " + String.join(" ", words.subList(i + 1, end)) + " ";
        if (credentialNouns.stream().anyMatch(each -> behind.contains(" " + each + " "))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the words of a text in small letters; signs that end a command or a value end a word.
   */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char each = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(each) || "-_./+".indexOf(each) >= 0) {
        word.append(each);
      } else if (each != '\\' && each != '\'' && each != '"' && word.length() > 0) {
        add(words, word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  /** A dot ends a sentence, or belongs to a name. */
  private static void add(List<String> words, String word) {
    boolean ends = word.length() > 1 && word.endsWith(".");
    words.add((ends ? word.substring(0, word.length() - 1) : word).toLowerCase(Locale.ROOT));
  }
}
