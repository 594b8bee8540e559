/** The steps of the hot path one by one, measured by JMH in one thread. */
@NullMarked
package io.tocsin.benchmark.micro;

import org.jspecify.annotations.NullMarked;
