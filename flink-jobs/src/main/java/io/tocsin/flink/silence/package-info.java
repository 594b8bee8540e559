/**
 * The topic of silences, for whoever adds, ends or lists them.
 *
 * <pre>{@code
 * SilencesTopic topic = new SilencesTopic(kafkaProperties, "tocsin.silences");
 * topic.put(silence);
 * topic.all();
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.silence;

import org.jspecify.annotations.NullMarked;
