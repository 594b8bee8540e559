package io.tocsin.receiver;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;

/**
 * A text of {@code receivers.yaml} in which secrets are named, not written: {@code ${env:NAME}} is
 * an environment variable, {@code ${file:PATH}} a file without its last line break.
 *
 * @param text with the names in it, safe to show
 */
public record Secret(String text) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /** Whether something in it is known only where it is resolved. */
  public boolean hasReference() {
    return REFERENCE.matcher(text).find();
  }

  /**
   * The text with the secrets in it.
   *
   * @throws SecretUnavailableException if a variable is not set or a file cannot be read
   */
  public String resolve(SecretSource source) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    int end = 0;
    while (reference.find()) {
      resolved.append(text, end, reference.start());
      boolean variable = reference.group(1).equals("env");
      String name = reference.group(2);
      resolved.append(variable ? variable(name, source) : file(name, source));
      end = reference.end();
    }
    return resolved.append(text, end, text.length()).toString();
  }

  private static String variable(String name, SecretSource source) {
    String value = source.variable(name);
    if (value == null) {
      throw new SecretUnavailableException("environment variable " + name + " is not set", null);
    }
    return value;
  }

  private static String file(String path, SecretSource source) {
    try {
      return source.file(path).replaceAll("\\R\\z", "");
    } catch (IOException e) {
      throw new SecretUnavailableException("file " + path + " cannot be read", e);
    }
  }
}
