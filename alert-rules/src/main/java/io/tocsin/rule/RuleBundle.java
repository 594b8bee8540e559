package io.tocsin.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The text of all rule files as they were read together: rules, {@code _defaults.yaml}, {@code
 * fields.yaml}.
 *
 * <p>What travels from the reader of rules to everything that compiles them, and into checkpoints:
 * text, so that it outlives every change of the compiler.
 *
 * @param files ordered by path
 */
public record RuleBundle(List<File> files) {

  /** Copies and orders the files. */
  public RuleBundle {
    files = files.stream().sorted(Comparator.comparing(File::path)).toList();
  }

  /**
   * One file.
   *
   * @param path below the rules' root, with {@code /} between its parts
   * @param text what it holds
   */
  public record File(String path, String text) {}

  /** A hash of paths and texts, 16 hex digits: equal bundles have equal versions. */
  public String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (File file : files) {
        digest.update(file.path().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(file.text().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
