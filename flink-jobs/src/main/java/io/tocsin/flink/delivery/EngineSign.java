package io.tocsin.flink.delivery;

import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.DeadLetters;
import io.tocsin.notify.EngineHealth;

/** A sign of how the engine is. */
sealed interface EngineSign {

  /** The same after this sign. */
  EngineHealth on(EngineHealth health);

  /** The alerting job is there. */
  record Beat(Heartbeat heartbeat) implements EngineSign {
    @Override
    public EngineHealth on(EngineHealth health) {
      return health.hearing(heartbeat);
    }
  }

  /**
   * A record has come to the topic of dead letters.
   *
   * @param stage which could not take it
   */
  record Letter(String stage, DeadLetters letters) implements EngineSign {
    @Override
    public EngineHealth on(EngineHealth health) {
      return health.hearing(stage, letters);
    }
  }

  /** The file of receivers was read. */
  record Receivers(ReceiversRead read) implements EngineSign {
    @Override
    public EngineHealth on(EngineHealth health) {
      String refusal = read.refusal();
      return health.hearing(
          refusal == null
              ? null
              : new EngineHealth.Refusal(read.receivers().path(), read.atMillis(), refusal));
    }
  }
}
