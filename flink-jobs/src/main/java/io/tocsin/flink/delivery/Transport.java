package io.tocsin.flink.delivery;

import io.tocsin.message.Notification;
import io.tocsin.notify.Answer;
import io.tocsin.receiver.Receiver;
import java.util.concurrent.CompletableFuture;

/** Takes notifications to receivers. */
interface Transport extends AutoCloseable {

  /** The answer, within the receiver's time limit. Never fails: no answer is one, too. */
  CompletableFuture<Answer> send(Receiver receiver, Notification notification, long nowMillis);

  @Override
  void close();
}
