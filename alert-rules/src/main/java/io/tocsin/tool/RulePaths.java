package io.tocsin.tool;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the rule files that paths name, and the shared files that these are read with. */
public final class RulePaths {
  private static final List<String> SHARED = List.of("_defaults.yaml", "fields.yaml");

  private final Map<String, String> texts = new TreeMap<>();
  private final Diagnostics diagnostics;

  private RulePaths(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The bundle of all rule files at or below these paths, each under its path as it was named. With
   * a file come the {@code _defaults.yaml} and {@code fields.yaml} beside it, and those of the
   * folders above for as long as a folder has any.
   *
   * @param diagnostics gets the files that cannot be decoded, which are left out
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static RuleBundle bundle(Collection<Path> paths, Diagnostics diagnostics)
      throws IOException {
    RulePaths found = new RulePaths(diagnostics);
    for (Path path : paths) {
      found.add(path.normalize());
    }
    return new RuleBundle(
        found.texts.entrySet().stream()
            .map(text -> new RuleBundle.File(text.getKey(), text.getValue()))
            .toList());
  }

  /**
   * The names of the receivers that rules at these paths can notify: of the nearest {@code
   * receivers.yaml}, beside the rules or in a folder above them as they were named.
   *
   * @param diagnostics gets what is wrong in that file
   * @return null if there is no such file, or it has errors: then no name is known to be wrong
   * @throws IOException if it cannot be read
   */
  public static @Nullable Set<String> receivers(Collection<Path> paths, Diagnostics diagnostics)
      throws IOException {
    for (Path path : paths) {
      Path normal = path.normalize();
      Path folder = Files.isDirectory(normal) ? normal : normal.getParent();
      for (Path at = folder == null ? Path.of("") : folder; at != null; at = at.getParent()) {
        Path file = at.resolve("receivers.yaml");
        if (Files.isRegularFile(file)) {
          return receivers(file, diagnostics);
        }
      }
    }
    return null;
  }

  /**
   * The names of the receivers of a file.
   *
   * @return null if it has errors, which are reported
   * @throws IOException if it cannot be read
   */
  public static @Nullable Set<String> receivers(Path file, Diagnostics diagnostics)
      throws IOException {
    Diagnostics found = new Diagnostics();
    String text = YamlReader.decode(name(file), Files.readAllBytes(file), found);
    Receivers receivers =
        text == null ? Receivers.NONE : ReceiversReader.read(name(file), text, found);
    diagnostics.addAll(found);
    return found.hasErrors() ? null : receivers.names();
  }

  /**
   * The files at or below a path that a name is given to, in their order; the path itself if it is
   * a file.
   *
   * @throws IOException if there is no such file, or it cannot be read
   */
  static List<Path> filesBelow(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      read(path);
    } else {
      for (Path file : filesBelow(path)) {
        if (RuleFiles.belongs(name(file))) {
          read(file);
        }
      }
    }
    addShared(Files.isDirectory(path) ? path : path.getParent());
  }

  private void addShared(@Nullable Path nearest) throws IOException {
    Path folder = nearest == null ? Path.of("") : nearest;
    boolean any = true;
    while (any) {
      any = false;
      for (String name : SHARED) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          any = true;
          read(file);
        }
      }
      Path above = folder.getParent();
      if (above == null) {
        return;
      }
      folder = above;
    }
  }

  private void read(Path file) throws IOException {
    String name = name(file);
    if (texts.containsKey(name)) {
      return;
    }
    String text = YamlReader.decode(name, Files.readAllBytes(file), diagnostics);
    if (text != null) {
      texts.put(name, text);
    }
  }

  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }
}
