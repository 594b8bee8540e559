/**
 * What to send to a receiver, and when. Pure: time is an argument, and everything that is known is
 * in a {@link io.tocsin.notify.GroupState} and the {@link io.tocsin.notify.TrackedAlert}s beside
 * it.
 *
 * <p>What is said is a difference, here too: of each alert is kept what is known of it and what the
 * receiver was told; where the two disagree there is news. News waits for company and for the last
 * message's interval, becomes a {@link io.tocsin.notify.Batch}, and counts as said only when the
 * receiver has taken it. A retraction before that leaves no trace, and a value alone is no news.
 *
 * <pre>{@code
 * Notifier notifier = new Notifier(receiver);
 * GroupState group = notifier.heard(GroupState.of(labels), alerts, record, true, now);
 * // at notifier.nextAt(group):
 * Batch batch = notifier.due(group, alerts, later);
 * // once batch.notification() is sent:
 * group = notifier.delivered(group, alerts, batch, later);
 * }</pre>
 */
@NullMarked
package io.tocsin.notify;

import org.jspecify.annotations.NullMarked;
