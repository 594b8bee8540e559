package io.tocsin.flink.delivery;

/**
 * Other receivers are in force.
 *
 * @param receivers which
 * @param generation how many changes have been taken with this one; see {@link ReceiversInForce}
 */
record ReceiversChange(ReceiversText receivers, long generation) implements Directive {}
