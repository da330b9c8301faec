package dev.tacenda.gateway.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.claude.gate.policy.ArchivedBundle;
import dev.tacenda.claude.gate.policy.BundleArchive;
import dev.tacenda.claude.gate.policy.BundleManifest;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the revisions of an archive. */
@Command(
    name = "history",
    description = {"Lists the revisions of an archive, the newest first, each verified.", ""})
final class HistoryCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ArchiveOptions archives = new ArchiveOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text: a line for each (default).",
        "jsonl: a JSON object a line with revision, current, digest, content, published,"
            + " notBefore, notAfter, signedBy, rollbackOf, note; or problem."
      })
  private LintCommand.Format format = LintCommand.Format.TEXT;

  HistoryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    List<ArchivedBundle> history = archives.run(shell, Optional.empty(), BundleArchive::history);
    Output output = new Output(shell);
    for (ArchivedBundle each : history) {
      if (format == LintCommand.Format.JSONL) {
        output.object(json -> write(each, json));
      } else {
        output.line(Printable.line(each.toString()));
      }
    }
    output.end();
    boolean good = history.stream().allMatch(each -> each.problem().isEmpty());
    return (good ? ExitCode.OK : ExitCode.FINDINGS).number();
  }

  private static void write(ArchivedBundle bundle, JsonGenerator json) throws IOException {
    json.writeNumberField("revision", bundle.revision());
    json.writeBooleanField("current", bundle.isCurrent());
    if (bundle.problem().isPresent()) {
      String problem = bundle.problem().get().name();
      json.writeStringField("problem", problem.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (bundle.manifest().isPresent()) {
      write(bundle.manifest().get(), bundle.signedBy(), json);
    }
  }

  private static void write(BundleManifest manifest, List<String> signedBy, JsonGenerator json)
      throws IOException {
    json.writeStringField("digest", manifest.digest());
    json.writeStringField("content", manifest.contentDigest());
    json.writeStringField("published", manifest.published().toString());
    json.writeStringField("notBefore", manifest.notBefore().toString());
    json.writeStringField("notAfter", manifest.notAfter().toString());
    json.writeArrayFieldStart("signedBy");
    for (String name : signedBy) {
      json.writeString(name);
    }
    json.writeEndArray();
    if (manifest.rollbackOf().isPresent()) {
      json.writeNumberField("rollbackOf", manifest.rollbackOf().getAsLong());
    }
    json.writeStringField("note", manifest.note());
  }
}
