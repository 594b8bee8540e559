/** The alerting job on a real broker, and from there to documents and webhooks. */
@NullMarked
package io.tocsin.sandbox.alerting;

import org.jspecify.annotations.NullMarked;
