package dev.tacenda.mask.gitleaks;

import java.util.List;
import java.util.Map;

/**
 * One file, read and checked by itself.
 *
 * @param rules by id, in the order of the file
 * @param allowlists those at the top of the file
 */
record FileConfig(
    String title,
    Extension extension,
    Map<String, FileRule> rules,
    List<FileAllowlist> allowlists) {}
