package io.tocsin.sandbox.demo;

import io.tocsin.sandbox.demo.Incident.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The incidents of a demo: four in the first minute and a half, and again with other victims. */
final class Incidents {

  /** Long enough for the windows of the rules to empty in between. */
  static final Duration ROUND = Duration.ofMinutes(12);

  private Incidents() {}

  /** The incidents of the first rounds. */
  static List<Incident> planned(int rounds) {
    List<Incident> incidents = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Duration start = ROUND.multipliedBy(round);
      String host = Shop.HOSTS.get((round * 5 + 2) % Shop.HOSTS.size());
      String attacker = "203.0.113." + (7 + round % 200);
      incidents.add(
          new Incident(
              Kind.ERROR_BURST,
              "checkout failing on " + host,
              Set.of(Shop.CHECKOUT, host),
              start.plusSeconds(5),
              Duration.ofSeconds(30)));
      incidents.add(
          new Incident(
              Kind.BRUTE_FORCE,
              "password guessing from " + attacker,
              Set.of(attacker, Shop.AUTH),
              start.plusSeconds(15),
              Duration.ofSeconds(60)));
      incidents.add(
          new Incident(
              Kind.ERROR_RATIO,
              "a growing share of payments fails",
              Set.of(Shop.PAYMENTS),
              start.plusSeconds(30),
              Duration.ofSeconds(120)));
      incidents.add(
          new Incident(
              Kind.SILENCE,
              "mailer has stopped logging",
              Set.of(Shop.MAILER),
              start.plusSeconds(60),
              Duration.ofMinutes(7)));
    }
    return incidents;
  }
}
