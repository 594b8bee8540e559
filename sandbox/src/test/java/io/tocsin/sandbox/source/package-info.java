/** The source of the alerting job against a real broker, on a mini cluster. */
@NullMarked
package io.tocsin.sandbox.source;

import org.jspecify.annotations.NullMarked;
