package dev.tacenda.testkit;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What FakeClaude says to a {@link SimulatedAgent}: a plan for each task, made only from what the
 * request shows, so that it works with what was masked as with what was not. It thinks before and
 * between calls, calls tools at once, and copies what it saw into files. Keeps no state: any server
 * can go on with any conversation. Thread-safe.
 */
final class AgentModel implements Function<RecordedRequest, Reply> {

  private static final int KINDS = 10;

  @Override
  public Reply apply(RecordedRequest request) {
    Situation seen = Situation.of(Json.parse(request.bodyText()));
    // Every way in which bytes can arrive comes up in thirty tasks.
    return switch (seen.task % 7) {
      case 1 -> reply(seen).deltaSize(1);
      case 2 -> reply(seen).escapeEveryCharacter();
      case 3 -> reply(seen).bytesPerWrite(17);
      case 4 -> reply(seen).gzip();
      default -> reply(seen);
    };
  }

  private static Reply reply(Situation seen) {
    if (seen.prompt.startsWith(SimulatedAgent.SUMMARIZE)) {
      return Reply.text("So far they asked for small things. " + seen.everything());
    }
    Reply thought =
        Reply.message()
            .andThinking("Task " + seen.task + ", step " + seen.step + ": look closely.");
    return switch (seen.task % KINDS) {
      case 0 -> survey(seen, thought);
      case 1 -> copy(seen, thought, "config/app.yaml", "config/app-" + seen.task + ".yaml");
      case 2 -> editCount(seen, thought);
      case 3 -> editPassword(seen, thought);
      case 4 -> readAtOnce(seen, thought);
      case 5 -> once(seen, thought, "git diff");
      case 6 -> once(seen, thought, "base64 .env");
      case 7 -> noteWhatWasPasted(seen, thought);
      case 8 -> failToEdit(seen, thought);
      default -> copy(seen, thought, "keys/deploy.pem", "keys/copy-" + seen.task + ".pem");
    };
  }

  private static Reply survey(Situation seen, Reply thought) {
    if (seen.step == 0) {
      return read(thought.andText("I look around."), ".env").andToolUse("Bash", command("ls"));
    }
    // The API compacts on its own in the middle of a task.
    Reply begin =
        seen.task == SimulatedAgent.COMPACTED_BY_THE_API
            ? Reply.message().andCompaction("A summary. " + seen.lines(0).get(1))
            : Reply.message().andRedactedThinking();
    return begin.andThinking("Now I know.").andText("The second line is: " + seen.lines(0).get(1));
  }

  private static Reply copy(Situation seen, Reply thought, String from, String to) {
    return switch (seen.step) {
      case 0 -> read(thought, from);
      case 1 ->
          thought.andToolUse(
              "Write", object("file_path", to, "content", String.join("\n", seen.lines(0))));
      default -> thought.andText("Copied to " + to + ".");
    };
  }

  private static Reply editCount(Situation seen, Reply thought) {
    if (seen.step == 0) {
      return read(thought, "src/Main.java");
    }
    String line = "  int count = ";
    if (seen.step == 1) {
      return thought.andToolUse(
          "Edit",
          object(
              "file_path",
              "src/Main.java",
              "old_string",
              seen.line(0, line),
              "new_string",
              line + seen.task + "; // gr\u00fcn \ud83d\ude00"));
    }
    return thought.andText("Counted.");
  }

  private static Reply editPassword(Situation seen, Reply thought) {
    if (seen.step == 0) {
      return read(thought, ".env");
    }
    if (seen.step == 1) {
      String line = seen.line(0, "SMTP_PASSWORD=");
      return thought.andToolUse(
          "Edit",
          object(
              "file_path",
              ".env",
              "old_string",
              line,
              "new_string",
              "# checked in task " + seen.task + "\n" + line));
    }
    return thought.andText("Checked: " + seen.results.get(0));
  }

  private static Reply readAtOnce(Situation seen, Reply thought) {
    return seen.step == 0
        ? read(read(thought, "README.md"), "keys/deploy.pem")
            .andToolUse("Bash", command("cat keys/deploy.pem"))
            .andToolUse("Bash", command("cat .npmrc"))
            .andToolUse("Bash", command("grep =\""))
            .andToolUse("Bash", command("grep password"))
        : thought.andText("Five things at once: " + seen.results.get(3));
  }

  private static Reply once(Situation seen, Reply thought, String command) {
    return seen.step == 0
        ? thought.andToolUse("Bash", command(command))
        : thought.andText("It ends in: " + seen.lastLine(0));
  }

  private static Reply noteWhatWasPasted(Situation seen, Reply thought) {
    String pasted = seen.prompt.substring(seen.prompt.indexOf('\n') + 1);
    return seen.step == 0
        ? thought.andToolUse("Bash", command("echo '" + pasted + "' >> notes.txt"))
        : thought.andText("I noted " + pasted + ".");
  }

  private static Reply failToEdit(Situation seen, Reply thought) {
    return switch (seen.step) {
      case 0 -> read(thought, "config/app.yaml");
      case 1 ->
          thought.andToolUse(
              "Edit",
              object(
                  "file_path",
                  "config/app.yaml",
                  "old_string",
                  seen.lines(0).get(1) + " and more that is not there",
                  "new_string",
                  "x"));
      default -> thought.andText("That failed: " + seen.lastLine(0));
    };
  }

  private static Reply read(Reply reply, String path) {
    return reply.andToolUse("Read", object("file_path", path));
  }

  private static String command(String command) {
    return object("command", command, "description", "One command.");
  }

  private static String object(String... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .mapToObj(
            i ->
                JsonEscapes.MINIMAL.quote(namesAndValues[2 * i])
                    + ": "
                    + JsonEscapes.MINIMAL.quote(namesAndValues[2 * i + 1]))
        .collect(joining(", ", "{", "}"));
  }

  /** What the end of a request shows. */
  private static final class Situation {
    private String prompt = "";
    private int task;
    private int step;
    private final List<String> results = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    static Situation of(Object body) {
      Situation seen = new Situation();
      for (Object message : (List<?>) Json.at(body, "messages")) {
        seen.results.clear();
        if (Json.text(message, "role").equals("assistant")) {
          seen.step++;
        } else {
          seen.content(Json.at(message, "content"));
        }
      }
      return seen;
    }

    private void content(Object content) {
      if (content instanceof String text) {
        text(text);
        return;
      }
      for (Object block : (List<?>) content) {
        if (Json.text(block, "type").equals("tool_result")) {
          results.add(Json.text(block, "content"));
          texts.add(Json.text(block, "content"));
        } else {
          text(Json.text(block, "text"));
        }
      }
    }

    private void text(String text) {
      texts.add(text);
      if (text.startsWith(SimulatedAgent.TASK) || text.startsWith(SimulatedAgent.SUMMARIZE)) {
        prompt = text;
        step = 0;
      }
      if (text.startsWith(SimulatedAgent.TASK)) {
        int colon = text.indexOf(':');
        task = Integer.parseInt(text.substring(SimulatedAgent.TASK.length(), colon));
      }
    }

    /** The lines of a numbered result, without their numbers. */
    List<String> lines(int result) {
      return results
          .get(result)
          .lines()
          .map(line -> line.substring(line.indexOf('\t') + 1))
          .toList();
    }

    String line(int result, String start) {
      return lines(result).stream()
          .filter(line -> line.startsWith(start))
          .findFirst()
          .orElseThrow();
    }

    String lastLine(int result) {
      List<String> lines = lines(result);
      return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    /** The first line of all that was read, as a summary would quote it. */
    String everything() {
      return texts.stream()
          .map(text -> text.lines().findFirst().orElse(""))
          .distinct()
          .collect(joining("; "));
    }
  }
}
