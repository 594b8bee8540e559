/**
 * The source of the alerting job: logs, the clock, and the rules, in one stream.
 *
 * <p>A {@link io.tocsin.flink.source.ClockedKafkaSource} reads like Flink's {@code KafkaSource},
 * whose enumerator it uses, and adds what only a source can know: how far event time has come in
 * each partition, on proof where no logs come, and from which slot a changed rule set is in force
 * in all subtasks. The decisions are those of {@link io.tocsin.clock}.
 *
 * <pre>{@code
 * ClockedKafkaSource source =
 *     ClockedKafkaSource.builder()
 *         .kafka(properties)
 *         .topics(List.of("logs"))
 *         .rules(new RulesDirectory(new Path("s3://rules/prod")), acceptance)
 *         .readers(logReaderFactory)
 *         .build();
 * env.fromSource(source, ClockedKafkaSource.watermarks("logs"), "logs").uid("logs");
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.source;

import org.jspecify.annotations.NullMarked;
