/**
 * How fast logs come into Elasticsearch, and how soon they are found there.
 *
 * <pre>{@code
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) \\
 *     io.tocsin.benchmark.indexing.IndexingBenchmark throughput
 * }</pre>
 */
@NullMarked
package io.tocsin.benchmark.indexing;

import org.jspecify.annotations.NullMarked;
