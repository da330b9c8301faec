package dev.tacenda.quickstart;

import java.util.Locale;
import java.util.Set;

/** The file names that announce binary content, so that leaving them out needs no question. */
final class BinaryNames {
  private static final Set<String> EXTENSIONS =
      Set.of(
          // images, sound, film, fonts
          "png",
          "jpg",
          "jpeg",
          "gif",
          "ico",
          "icns",
          "bmp",
          "tif",
          "tiff",
          "webp",
          "avif",
          "psd",
          "mp3",
          "mp4",
          "m4a",
          "wav",
          "ogg",
          "flac",
          "avi",
          "mov",
          "mkv",
          "webm",
          "ttf",
          "otf",
          "woff",
          "woff2",
          "eot",
          // documents
          "pdf",
          "doc",
          "docx",
          "xls",
          "xlsx",
          "ppt",
          "pptx",
          "odt",
          "ods",
          "odp",
          // archives
          "jar",
          "war",
          "ear",
          "zip",
          "gz",
          "tgz",
          "bz2",
          "xz",
          "zst",
          "7z",
          "rar",
          "tar",
          "rpm",
          "deb",
          "dmg",
          "iso",
          "whl",
          "apk",
          // compiled
          "class",
          "o",
          "obj",
          "a",
          "so",
          "dylib",
          "dll",
          "exe",
          "pyc",
          "pyo",
          "wasm",
          // stores
          "jks",
          "keystore",
          "p12",
          "pfx",
          "sqlite",
          "sqlite3");

  private BinaryNames() {}

  /** Whether a file of this name is taken to be binary without looking into it. */
  static boolean matches(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
