/**
 * The demo: the local stack under traffic in which things go wrong, told as it happens.
 *
 * <p>{@link io.tocsin.sandbox.demo.Traffic} makes the logs of a small shop, {@link
 * io.tocsin.sandbox.demo.Incident}s change them for a while, a {@link
 * io.tocsin.sandbox.demo.WebhookReceiver} hears of the alerts, and a {@link
 * io.tocsin.sandbox.demo.Narrator} tells both.
 *
 * <pre>{@code
 * Demo demo = new Demo(DemoOptions.endless(), new Narrator(out, colours, clock));
 * Summary summary = demo.run();
 * }</pre>
 */
@NullMarked
package io.tocsin.sandbox.demo;

import org.jspecify.annotations.NullMarked;
