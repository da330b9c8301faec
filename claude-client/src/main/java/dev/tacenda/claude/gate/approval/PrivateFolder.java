package dev.tacenda.claude.gate.approval;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A folder on a POSIX file system that nobody else can write to. Files appear whole or not at all,
 * and never replace one that is there. Thread-safe, and safe beside other processes.
 */
@TrustedCode("Others cannot write to it, and two cannot create the same file.")
final class PrivateFolder {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> OPEN_FILE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final int STICKY = 01000;

  private final Path root;
  private final Optional<UserPrincipal> user;

  private PrivateFolder(Path root, Optional<UserPrincipal> user) {
    this.root = root;
    this.user = user;
  }

  /** Opens a folder of this process's user, and creates it if need be. */
  static PrivateFolder open(Path path) throws StoreException {
    Path root = path.toAbsolutePath().normalize();
    try {
      createWithParents(root);
      requireKeptPlace(root);
      return new PrivateFolder(root, Optional.of(user(root))).prepare("");
    } catch (IOException | UnsupportedOperationException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
  }

  /** Opens a folder of anybody, to read what is there and to add to it. */
  static PrivateFolder ofAnybody(Path path) throws StoreException {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
    return new PrivateFolder(root, Optional.empty());
  }

  private static void createWithParents(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent, NOFOLLOW_LINKS)) {
      createWithParents(parent);
    }
    create(folder, OWNER_FOLDER);
  }

  /** Where others may rename folders, ours could be put away. */
  private static void requireKeptPlace(Path root) throws IOException, StoreException {
    Path parent = root.getParent();
    if (parent != null) {
      int mode = (Integer) Files.getAttribute(parent, "unix:mode");
      boolean open =
          Files.getPosixFilePermissions(parent).contains(OTHERS_WRITE) && (mode & STICKY) == 0;
      if (open) {
        throw new StoreException(ApprovalDenial.STORE_INSECURE);
      }
    }
  }

  /** Asked of the file system, which is the one that decides. */
  private static UserPrincipal user(Path root) throws IOException {
    Path probe = root.resolve("." + UUID.randomUUID());
    write(probe, new byte[0], OWNER_FILE);
    try {
      return Files.getOwner(probe, NOFOLLOW_LINKS);
    } finally {
      Files.delete(probe);
    }
  }

  /** Creates a folder inside if need be, and checks that nobody else can write to it. */
  PrivateFolder prepare(String name) throws StoreException {
    return prepare(root.resolve(name), false);
  }

  /**
   * Like {@link #prepare}, but a group that somebody let write to the folder may. A new one is as
   * open as the folder around it.
   */
  PrivateFolder prepareForGroup(String name) throws StoreException {
    return prepare(root.resolve(name), true);
  }

  private PrivateFolder prepare(Path path, boolean groupMayWrite) throws StoreException {
    try {
      boolean fresh = create(path, OWNER_FOLDER);
      Path parent = path.getParent();
      if (fresh && groupMayWrite && parent != null && !parent.equals(root)) {
        Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(parent));
      }
      requirePrivate(
          Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS), groupMayWrite);
      return this;
    } catch (IOException | UnsupportedOperationException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
  }

  private void requirePrivate(PosixFileAttributes is, boolean groupMayWrite) throws StoreException {
    Set<PosixFilePermission> may = is.permissions();
    boolean open = may.contains(OTHERS_WRITE) || (may.contains(GROUP_WRITE) && !groupMayWrite);
    // Root could write to it anyway.
    boolean ours = user.map(is.owner()::equals).orElse(true) || is.owner().getName().equals("root");
    if (!is.isDirectory() || open || !ours) {
      throw new StoreException(ApprovalDenial.STORE_INSECURE);
    }
  }

  /** Returns true if the folder was not there. */
  private static boolean create(Path path, FileAttribute<Set<PosixFilePermission>> permissions)
      throws IOException {
    try {
      Files.createDirectory(path, permissions);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    force(path.getParent() == null ? path : path.getParent());
    return true;
  }

  /** Returns the names of the files in a folder, in order; none if there is no such folder. */
  List<String> names(String place, int max) throws StoreException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(place))) {
      for (Path each : files) {
        String name = String.valueOf(each.getFileName());
        if (!name.startsWith(".")) {
          names.add(name);
        }
        if (names.size() > max) {
          throw new StoreException(ApprovalDenial.UNAVAILABLE);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
    Collections.sort(names);
    return names;
  }

  boolean has(String place, String name) {
    return Files.isRegularFile(root.resolve(place).resolve(name), NOFOLLOW_LINKS);
  }

  /** Returns the content of a file; empty if there is none. */
  Optional<byte[]> read(String place, String name, int maxBytes) throws StoreException {
    Path file = root.resolve(place).resolve(name);
    if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      // Before it is opened: to open a pipe would block, for longer than anybody waits.
      throw new StoreException(ApprovalDenial.STORE_INSECURE);
    }
    try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        throw new StoreException(ApprovalDenial.TOO_MANY_DECISIONS);
      }
      return Optional.of(content);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
  }

  /**
   * Creates a file with its content, durably.
   *
   * @return false if there is one of that name
   */
  boolean publish(String place, String name, byte[] content) throws StoreException {
    return publish(place, name, content, OWNER_FILE);
  }

  /** Like {@link #publish}, for all who can enter the folder to read. */
  boolean publishOpenly(String place, String name, byte[] content) throws StoreException {
    return publish(place, name, content, OPEN_FILE);
  }

  private boolean publish(
      String place, String name, byte[] content, Set<PosixFilePermission> permissions)
      throws StoreException {
    Path folder = root.resolve(place);
    Path fresh = folder.resolve("." + UUID.randomUUID());
    try {
      write(fresh, content, permissions);
      // A hard link is the one thing that both has its content at once and never replaces.
      Files.createLink(folder.resolve(name), fresh);
      force(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    } finally {
      discard(fresh);
    }
  }

  private static void write(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<Set<PosixFilePermission>> attribute =
        PosixFilePermissions.asFileAttribute(permissions);
    try (FileChannel channel = FileChannel.open(file, options, attribute)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a file, if it is there. */
  void delete(String place, String name) throws StoreException {
    discard(root.resolve(place).resolve(name));
  }

  private static void discard(Path file) throws StoreException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException(ApprovalDenial.UNAVAILABLE);
    }
  }

  /** Names the folder. */
  @Override
  public String toString() {
    return root.toString();
  }
}
