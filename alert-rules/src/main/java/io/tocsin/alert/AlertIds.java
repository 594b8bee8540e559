package io.tocsin.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Ids made out of what an alert is. No counter is in them, so that the same logs give the same ids
 * after a crash, in a replay and at any parallelism. Each is 32 hexadecimal digits of a SHA-256.
 */
public final class AlertIds {
  private AlertIds() {}

  /** The key of a rule and a group. */
  public static String key(String rule, Map<String, String> group) {
    MessageDigest digest = sha256();
    put(digest, rule);
    group.forEach(
        (field, value) -> {
          put(digest, field);
          put(digest, value);
        });
    return hex(digest);
  }

  /** The id of the alert of this key that starts in this slot. */
  public static String alert(String key, long startsAtMillis) {
    MessageDigest digest = sha256();
    put(digest, key);
    put(digest, Long.toString(startsAtMillis));
    return hex(digest);
  }

  /** The id of what happened to an alert in a slot. */
  public static String transition(String alert, Transition transition, long slotMillis) {
    MessageDigest digest = sha256();
    put(digest, alert);
    put(digest, transition.text());
    put(digest, Long.toString(slotMillis));
    return hex(digest);
  }

  /** The id of what an aggregate came to in a slot. */
  static String rollup(String key, String aggregate, long slotMillis) {
    MessageDigest digest = sha256();
    put(digest, key);
    put(digest, aggregate);
    put(digest, Long.toString(slotMillis));
    return hex(digest);
  }

  /** The id of what became of an alert on its way. */
  static String delivery(String alert, String what) {
    MessageDigest digest = sha256();
    put(digest, alert);
    put(digest, what);
    return hex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Each part with its length before it, so that no two lists of parts read the same. */
  private static void put(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) (bytes.length >>> 24));
    digest.update((byte) (bytes.length >>> 16));
    digest.update((byte) (bytes.length >>> 8));
    digest.update((byte) bytes.length);
    digest.update(bytes);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
