package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The YAML files in a directory and those below it, on any file system that Flink knows ({@code
 * file:}, {@code s3:}).
 *
 * <p>Names that begin with a dot are left out: a ConfigMap is mounted as links into a directory
 * {@code ..data}, and would otherwise be read twice.
 */
public final class RulesDirectory implements RulesInput {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BYTES = 32 << 20;

  private final Path root;

  /** The directory of this path, which need not be there yet. */
  public RulesDirectory(Path root) {
    this.root = root;
  }

  @Override
  public RuleBundle read() throws IOException {
    List<RuleBundle.File> files = new ArrayList<>();
    collect(root.getFileSystem(), root, "", files);
    return new RuleBundle(files);
  }

  private void collect(
      FileSystem fileSystem, Path directory, String prefix, List<RuleBundle.File> files)
      throws IOException {
    for (FileStatus entry : list(fileSystem, directory)) {
      String name = entry.getPath().getName();
      if (name.startsWith(".")) {
        continue;
      }
      if (entry.isDir()) {
        collect(fileSystem, entry.getPath(), prefix + name + "/", files);
      } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        files.add(new RuleBundle.File(prefix + name, text(fileSystem, entry.getPath())));
      }
    }
  }

  private FileStatus[] list(FileSystem fileSystem, Path directory) throws IOException {
    try {
      // Null where there is nothing, by the interface; some file systems throw instead.
      FileStatus[] entries = fileSystem.listStatus(directory);
      return entries == null ? new FileStatus[0] : entries;
    } catch (FileNotFoundException gone) {
      return new FileStatus[0];
    }
  }

  private String text(FileSystem fileSystem, Path file) throws IOException {
    try (FSDataInputStream in = fileSystem.open(file)) {
      return text(in, file);
    }
  }

  private static String text(InputStream in, Path file) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
