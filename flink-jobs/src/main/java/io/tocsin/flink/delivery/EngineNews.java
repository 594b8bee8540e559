package io.tocsin.flink.delivery;

/**
 * What whoever watches the engine tells whoever routes its alerts, in the order in which it came to
 * be: an alert of the engine's own, and that the file of receivers was read.
 */
sealed interface EngineNews permits WrittenRecord, ReceiversRead {}
