package io.tocsin.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is told at once.
 *
 * @param receiver its name
 * @param groupLabels the labels that the group's alerts share
 * @param notices the alerts that are shown
 * @param omitted how many more there are
 * @param sequence how many messages the group has had before this one
 * @param thread where the receiver keeps what it was told of the group before, as it said itself;
 *     null if it has no threads, or none for this group
 */
public record Notification(
    String receiver,
    Map<String, String> groupLabels,
    List<Notice> notices,
    int omitted,
    int sequence,
    @Nullable String thread) {

  /** Copies labels, sorted, and notices. */
  public Notification {
    groupLabels = Collections.unmodifiableSortedMap(new TreeMap<>(groupLabels));
    notices = List.copyOf(notices);
  }

  /** Without a thread. */
  public Notification(
      String receiver,
      Map<String, String> groupLabels,
      List<Notice> notices,
      int omitted,
      int sequence) {
    this(receiver, groupLabels, notices, omitted, sequence, null);
  }

  /** Whether an alert in it fires. */
  public boolean isFiring() {
    return notices.stream().anyMatch(notice -> notice.status() == Notice.Status.FIRING);
  }

  /** The group as Alertmanager names one: {@code {}:{alertname="checkout-errors"}}. */
  public String groupKey() {
    return groupKey(groupLabels);
  }

  /** The name of the group with these labels. */
  public static String groupKey(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + quoted(label.getValue()))
            .collect(Collectors.joining(", ", "{}:{", "}"));
  }

  /**
   * A hash of what the message carries: receiver, group, its place among the group's messages, and
   * of each alert which it is, its status and its level. So a second try has the key of the first,
   * also after a crash, and whether it says a corrected value makes no difference. 32 hexadecimal
   * digits of a SHA-256.
   */
  public String idempotencyKey() {
    MessageDigest digest = sha256();
    put(digest, receiver);
    put(digest, groupKey());
    put(digest, Integer.toString(sequence));
    put(digest, Integer.toString(omitted));
    notices.stream()
        .map(notice -> notice.alert().id() + " " + notice.status() + " " + notice.alert().level())
        .sorted()
        .forEach(part -> put(digest, part));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** A name for the group that is short whatever its labels are: 32 hexadecimal digits. */
  public String groupHash() {
    MessageDigest digest = sha256();
    put(digest, groupKey());
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void put(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String quoted(String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return '"' + escaped + '"';
  }
}
