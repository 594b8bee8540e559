package io.tocsin.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/**
 * The number by which Alertmanager knows an alert: FNV-1a of 64 bits over its labels.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">the FNV hash</a>
 */
final class Fingerprint {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** 16 hexadecimal digits over each label's name, byte 0xFF, its value, byte 0xFF. */
  static String of(SortedMap<String, String> labels) {
    long hash = OFFSET_BASIS;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return String.format("%016x", hash);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (b & 0xFF)) * PRIME;
    }
    return (sum ^ 0xFF) * PRIME;
  }
}
