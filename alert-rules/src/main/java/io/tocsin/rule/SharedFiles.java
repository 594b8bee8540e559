package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a bundle that its rule files are read by: fields and defaults. */
final class SharedFiles {
  /** Keys whose mappings are put together, the rule's entries before those of its defaults. */
  private static final Set<String> MERGED = Set.of("labels", "annotations", "filters", "limits");

  private final RuleChecks checks;
  private final Map<String, YamlMapping> defaultsByFolder = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  private SharedFiles(RuleChecks checks) {
    this.checks = checks;
  }

  /** Reads them; a file with an error is refused, and what it says is left out. */
  static SharedFiles read(
      List<RuleBundle.File> files, @Nullable Set<String> receivers, Diagnostics diagnostics) {
    TeamFields fields = TeamFields.read(new RuleBundle(files), diagnostics);
    SharedFiles shared = new SharedFiles(new RuleChecks(fields.catalogue(), receivers));
    shared.refused.addAll(fields.refused());
    for (RuleBundle.File file : files) {
      if (FileKind.of(file.path()) == FileKind.DEFAULTS) {
        Diagnostics found = new Diagnostics();
        shared.addDefaults(file, found);
        diagnostics.addAll(found);
      }
    }
    return shared;
  }

  private void addDefaults(RuleBundle.File file, Diagnostics diagnostics) {
    YamlNode root = YamlReader.read(file.path(), file.text(), diagnostics);
    if (root instanceof YamlMapping mapping) {
      new RuleReader(mapping, checks, diagnostics).defaults();
      defaultsByFolder.put(folder(file.path()), mapping);
    } else if (root != null) {
      Fragment text = root.fragment();
      String message = "expected a mapping of defaults, got " + root.kind();
      diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
    }
    if (diagnostics.hasErrors()) {
      refused.add(file.path());
      defaultsByFolder.remove(folder(file.path()));
    }
  }

  RuleChecks checks() {
    return checks;
  }

  /** The paths of the files that have errors. */
  Set<String> refused() {
    return refused;
  }

  /** A rule of a file with the defaults of its folder and the folders around it. */
  YamlMapping withDefaults(String path, YamlMapping rule) {
    YamlMapping effective = rule;
    String folder = folder(path);
    while (true) {
      YamlMapping defaults = defaultsByFolder.get(folder);
      if (defaults != null) {
        effective = effective.over(defaults, MERGED);
      }
      if (folder.isEmpty()) {
        return effective;
      }
      folder = folder(folder);
    }
  }

  /** Whether defaults that the rules of this file need were refused. */
  boolean lacksDefaults(String path) {
    return refused.stream()
        .filter(other -> FileKind.of(other) == FileKind.DEFAULTS)
        .anyMatch(other -> isBelow(path, folder(other)));
  }

  private static boolean isBelow(String path, String folder) {
    return folder.isEmpty() || path.startsWith(folder + "/");
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
