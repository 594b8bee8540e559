/** What all jobs share, on real parts. */
@NullMarked
package io.tocsin.flink.job;

import org.jspecify.annotations.NullMarked;
