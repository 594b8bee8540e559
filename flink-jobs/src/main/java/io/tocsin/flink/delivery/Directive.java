package io.tocsin.flink.delivery;

import io.tocsin.notify.Darkness;

/** What every subtask that notifies must know. It is sent to all of them. */
sealed interface Directive permits SilenceChange, Directive.Dark, ReceiversChange {

  /** The source of logs, or a topic of it, ceases to tell anything, or speaks again. */
  record Dark(Darkness darkness) implements Directive {}
}
