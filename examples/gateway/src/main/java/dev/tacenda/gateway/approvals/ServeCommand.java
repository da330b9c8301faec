package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.PrivateFile;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.SigningKeyOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the page, and if asked to, jobs. */
@Command(
    name = "serve",
    description = {
      "Serves a page on this machine on which you look at questions and decide, until it is"
          + " stopped.",
      "",
      "It signs with your key, so its address is yours: whoever has it decides in your name. A new"
          + " one is printed at each start. With --job-token-file it also serves the jobs that ask"
          + " by HTTP.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  private final Shell shell;

  @Mixin private FolderOption folder = new FolderOption();

  @Mixin private SigningKeyOption key = new SigningKeyOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on the loopback address. Default: one that is free.")
  private int port;

  @Option(
      names = "--job-token-file",
      paramLabel = "FILE",
      description =
          "Also serve jobs, which show the token that is written into FILE. With it they can ask"
              + " and look, and never decide. The folder is created if need be.")
  private @Nullable Path tokenFile;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    if (port < 0 || port > MAX_PORT) {
      throw new Failure(ExitCode.USAGE, "--port must be in 0.." + MAX_PORT);
    }
    // The JDK's server waits without end for a client that says nothing, unless this is set.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
    try (NoteSigner signer = key.read(shell)) {
      ApprovalDirectory directory = directory();
      Decider decider = new Decider(directory, signer, Clock.systemUTC());
      String token = token();
      try (ApprovalServer server = ApprovalServer.start(port, directory, decider, token)) {
        Print.out(shell, "page: " + server.pageAddress() + "\n");
        if (!token.isEmpty()) {
          Print.out(shell, "jobs: " + server.jobAddress() + "\n");
        }
        new CountDownLatch(1).await();
      }
      return ExitCode.OK.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot listen on port " + port + "; check --port");
    }
  }

  private ApprovalDirectory directory() throws Failure {
    if (tokenFile == null) {
      return folder.open(shell);
    }
    try {
      return ApprovalDirectory.open(
          folder.path(shell), Clock.systemUTC(), ApprovalDirectory.RateLimit.standard());
    } catch (StoreException e) {
      throw FolderOption.failure(e);
    }
  }

  private String token() throws Failure {
    if (tokenFile == null) {
      return "";
    }
    String token = ApprovalServer.secret();
    try {
      PrivateFile.write(
          shell.directory().resolve(tokenFile), token.getBytes(StandardCharsets.US_ASCII));
      return token;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.OUTPUT_FAILED, "cannot write " + tokenFile + "; check --job-token-file");
    }
  }
}
