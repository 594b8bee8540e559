/** {@code tocsin bench}: how fast Tocsin is, against what the machine could do. */
@NullMarked
package io.tocsin.benchmark;

import org.jspecify.annotations.NullMarked;
