package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;

/**
 * A record on its way to what is known at one receiver.
 *
 * @param receiver its name
 * @param addressed whether the alert is for it; if not, only what it was told before matters
 * @param generation of the receivers that it was addressed by; see {@link ReceiversInForce}
 * @param written of an alert
 */
record Addressed(String receiver, boolean addressed, long generation, WrittenRecord written) {

  /** What is said of the alert. */
  AlertRecord record() {
    return (AlertRecord) written.record();
  }
}
