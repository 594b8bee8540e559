package io.tocsin.flink.alerting;

/**
 * What {@link FewSlots} write: of a million groups it is one object for each and its bytes, where
 * the slots themselves would be a dozen. Never changed, so that a checkpoint takes it as it is.
 *
 * @param bytes the caller must not change them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PackedSlots(byte[] bytes) {}
