package dev.tacenda.gateway.files;

import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.mask.MaskingException;

/** What is done with each file. Called from several threads at a time. */
@FunctionalInterface
public interface FileWork<R> {
  /**
   * Works on one file.
   *
   * @param name how it is called in reports
   * @throws MaskingException if a limit is exceeded
   * @throws Failure if it cannot be worked on for another reason
   */
  R on(String name, byte[] content) throws Failure;
}
