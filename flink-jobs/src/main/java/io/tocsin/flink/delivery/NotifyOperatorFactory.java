package io.tocsin.flink.delivery;

import io.tocsin.message.Links;
import io.tocsin.message.Writing;
import io.tocsin.notify.DeadLetter;
import io.tocsin.receiver.SecretSource;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes a {@link NotifyOperator} where it runs, which is also where secrets are looked up. */
final class NotifyOperatorFactory extends AbstractStreamOperatorFactory<DeadLetter>
    implements TwoInputStreamOperatorFactory<Addressed, Directive, DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final ReceiversText receivers;
  private final Links links;
  private final SilencesAtStart silences;

  NotifyOperatorFactory(ReceiversText receivers, Links links, SilencesAtStart silences) {
    this.silences = silences;
    this.receivers = receivers;
    this.links = links;
    setChainingStrategy(ChainingStrategy.HEAD);
  }

  @Override
  @SuppressWarnings("unchecked") // Flink asks for an operator of the type that it was told of.
  public <T extends StreamOperator<DeadLetter>> T createStreamOperator(
      StreamOperatorParameters<DeadLetter> parameters) {
    Transport transport =
        new HttpTransport(new Writing(links, SecretSource.PROCESS), SecretSource.PROCESS);
    return (T) new NotifyOperator(parameters, receivers, silences, transport);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return NotifyOperator.class;
  }
}
