/** Flink jobs in this process, over topics that were filled before. */
@NullMarked
package io.tocsin.benchmark.job;

import org.jspecify.annotations.NullMarked;
