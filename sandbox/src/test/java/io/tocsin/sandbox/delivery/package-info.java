/** The delivery job on a mini cluster, between a real broker, Elasticsearch and HTTP. */
@NullMarked
package io.tocsin.sandbox.delivery;

import org.jspecify.annotations.NullMarked;
