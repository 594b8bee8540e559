package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.util.clock.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules again and again and says what they should be. Two equal reads accept a change, so
 * that files caught half written do no harm; only the first start takes what it finds.
 */
final class RulesWatch {
  private final RulesInput input;
  private final RulesAcceptance acceptance;
  private final Supplier<RulesInForce> inForce;
  private final Clock clock;
  private final Duration interval;
  private @Nullable String lastRead;
  private long lastReadMillis;
  private @Nullable String lastAccepted;
  private RulesAcceptance.@Nullable Wanted wanted;

  /**
   * A watch that has read nothing.
   *
   * @param inForce asked by the thread that polls
   * @param interval how often it will be polled; two reads much closer together, as they come when
   *     a timer makes up for what it missed, would not tell a file that is still being written
   */
  RulesWatch(
      RulesInput input,
      RulesAcceptance acceptance,
      Supplier<RulesInForce> inForce,
      Clock clock,
      Duration interval) {
    this.input = input;
    this.acceptance = acceptance;
    this.inForce = inForce;
    this.clock = clock;
    this.interval = interval;
  }

  /** Reads once; what to have, or null while there is nothing to say. */
  RulesAcceptance.@Nullable Wanted poll() throws IOException {
    long nowMillis = clock.relativeTimeMillis();
    if (lastRead != null && nowMillis - lastReadMillis < interval.toMillis() / 2) {
      return wanted;
    }
    RuleBundle read = input.read();
    String version = read.version();
    RulesInForce current = inForce.get();
    boolean settled = current.isEmpty() || version.equals(lastRead);
    lastRead = version;
    lastReadMillis = nowMillis;
    if (settled && !version.equals(lastAccepted)) {
      wanted = acceptance.accept(current.isEmpty() ? null : current.latest(), read);
      lastAccepted = version;
    }
    return wanted;
  }
}
