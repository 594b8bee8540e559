/**
 * Whether the manifests are what they should be: each overlay is built as a user builds it, and
 * what comes out is held against Kubernetes' types, the operator's schemas, Flink's options and the
 * readers of our own files.
 *
 * <pre>{@code
 * Manifests dev = Manifests.build("dev");
 * assertThat(References.problems(dev)).isEmpty();
 * }</pre>
 */
@NullMarked
package io.tocsin.k8s;

import org.jspecify.annotations.NullMarked;
