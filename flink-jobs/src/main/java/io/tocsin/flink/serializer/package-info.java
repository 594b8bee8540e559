/**
 * Serializers of the core's types. Each writes the format of the type itself, which carries its own
 * version, so that state outlives a change of the code; none falls back to Kryo.
 *
 * <p>A new one extends {@link io.tocsin.flink.serializer.CoreSerializer} and gives its snapshot:
 *
 * <pre>{@code
 * public final class GroupKeySerializer extends CoreSerializer<GroupKey> { … }
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.serializer;

import org.jspecify.annotations.NullMarked;
