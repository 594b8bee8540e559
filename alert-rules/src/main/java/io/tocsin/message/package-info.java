/**
 * What is said to a receiver, and how it is written there.
 *
 * <p>A {@link io.tocsin.message.Notification} is what a receiver is to be told at once: alerts of
 * one group, each firing, ended or withdrawn. A {@link io.tocsin.message.Writing} turns it into the
 * body that the receiver's channel reads, at the time at which it is sent.
 *
 * <pre>{@code
 * Notification notification = Notification.of("team-hook", labels, notices, 0, 0);
 * byte[] body = new Writing(Links.NONE).body(receiver, notification, nowMillis);
 * }</pre>
 */
@NullMarked
package io.tocsin.message;

import org.jspecify.annotations.NullMarked;
