/** The rules and logs that benchmarks run on: made by a seed, alike on every machine. */
@NullMarked
package io.tocsin.benchmark.workload;

import org.jspecify.annotations.NullMarked;
