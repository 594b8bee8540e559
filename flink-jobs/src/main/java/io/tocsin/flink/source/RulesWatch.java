package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules again and again and says what they should be. Two equal reads accept a change, so
 * that files caught half written do no harm; only the first start takes what it finds.
 */
final class RulesWatch {
  private final RulesInput input;
  private final RulesAcceptance acceptance;
  private final Supplier<RulesInForce> inForce;
  private @Nullable String lastRead;
  private @Nullable String lastAccepted;
  private @Nullable RuleBundle wanted;

  /**
   * A watch that has read nothing.
   *
   * @param inForce asked by the thread that polls
   */
  RulesWatch(RulesInput input, RulesAcceptance acceptance, Supplier<RulesInForce> inForce) {
    this.input = input;
    this.acceptance = acceptance;
    this.inForce = inForce;
  }

  /** Reads once; the rule set to have, or null while there is nothing to say. */
  @Nullable RuleBundle poll() throws IOException {
    RuleBundle read = input.read();
    String version = read.version();
    RulesInForce current = inForce.get();
    boolean settled = current.isEmpty() || version.equals(lastRead);
    lastRead = version;
    if (settled && !version.equals(lastAccepted)) {
      wanted = acceptance.accept(current.isEmpty() ? null : current.latest(), read);
      lastAccepted = version;
    }
    return wanted;
  }
}
