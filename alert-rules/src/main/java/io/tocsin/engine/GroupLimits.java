package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the live groups of each rule near its limit.
 *
 * <p>Groups are spread over {@value #SHARES} shares, and each share has its part of the limit and
 * some more, so that who is let in does not depend on how many processes the shares are spread
 * over. Groups are random to shares; with four standard deviations of slack hardly any is turned
 * away while the limit is kept. The price is that more are let in than the limit says when all
 * shares are full: three times 1,000, one and a half times 10,000, 1.15 times 100,000.
 */
public final class GroupLimits {
  /** How many shares there are. */
  public static final int SHARES = 128;

  private static final int LEAST_A_SHARE = 4;
  private static final double DEVIATIONS = 4;

  private final ToIntFunction<GroupKey> shareOf;
  private final Map<String, int[]> live = new HashMap<>();

  /** A group is asked for with each of its rules. */
  private @Nullable GroupKey askedOf;

  private int askedShare;

  /**
   * Limits of which nothing is used.
   *
   * @param shareOf from 0 to below {@link #SHARES}, the same in every process
   */
  public GroupLimits(ToIntFunction<GroupKey> shareOf) {
    this.shareOf = shareOf;
  }

  /** Limits where all groups are in one process. */
  static GroupLimits local() {
    return new GroupLimits(key -> (int) ((key.hashCode() * 0x9E3779B97F4A7C15L) >>> Long.SIZE - 7));
  }

  private int share(GroupKey key) {
    if (key != askedOf) {
      askedShare = shareOf.applyAsInt(key);
      askedOf = key;
    }
    return askedShare;
  }

  /** Whether a group of the rule can be let in. */
  boolean hasRoom(LiveRule rule, GroupKey key) {
    int[] counts = live.get(rule.name());
    return rule.permanent(key) || counts == null || counts[share(key)] < rule.mostGroupsAShare();
  }

  /** Lets a group of the rule in, if there is room. */
  boolean admit(LiveRule rule, GroupKey key) {
    if (rule.permanent(key)) {
      return true;
    }
    boolean room = hasRoom(rule, key);
    if (room) {
      restored(rule.name(), key);
    }
    return room;
  }

  /** How many groups of the rule are live that were let in. */
  int live(String rule) {
    int[] counts = live.get(rule);
    return counts == null ? 0 : Arrays.stream(counts).sum();
  }

  /** A group of the rule is live, whatever the limit says: it was before a restart. */
  void restored(String rule, GroupKey key) {
    live.computeIfAbsent(rule, unused -> new int[SHARES])[share(key)]++;
  }

  /** A group of the rule that was let in is live no more. */
  void left(String rule, GroupKey key) {
    int[] counts = live.get(rule);
    int share = share(key);
    if (counts != null && counts[share] > 0) {
      counts[share]--;
    }
  }

  /** How many groups of a rule with this limit are let in to one share. */
  static int mostAShare(int limit) {
    double mean = (double) limit / SHARES;
    return (int) Math.ceil(mean + DEVIATIONS * Math.sqrt(mean)) + LEAST_A_SHARE;
  }
}
