package io.tocsin.engine;

import java.util.List;

/**
 * How far a rule's closed slots have been walked for a group, and what came of it: so that what
 * cannot have changed is not walked again with every count. It is no state: without it, the walk
 * begins at the last settled slot and comes to the same.
 *
 * <p>It holds until a log comes for a slot before {@link Standing#slot}, the rules change, or the
 * source turns out to have begun earlier.
 *
 * @param standing before the first slot that was not walked
 * @param ended the alerts that ended before it and may not be settled
 * @param rulesVersion of the timeline then
 * @param beganAtMillis as was known of the source then
 * @param passed whether slots were passed over; then late logs leave it as it is, though they are
 *     not in it, and it is no place to go on from
 */
record Walked(
    Standing standing, List<Episode> ended, int rulesVersion, long beganAtMillis, boolean passed) {
  Walked {
    ended = List.copyOf(ended);
  }

  boolean holds(RuleTimeline timeline, EngineClock clock) {
    return !passed && rulesVersion == timeline.version() && beganAtMillis == clock.beganAtMillis();
  }
}
