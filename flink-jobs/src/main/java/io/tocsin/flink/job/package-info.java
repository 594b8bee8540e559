/**
 * What the jobs share when they are started.
 *
 * <pre>{@code
 * public static void main(String[] arguments) throws Exception {
 *   Settings settings = JobArguments.settings(arguments);
 *   …
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.job;

import org.jspecify.annotations.NullMarked;
