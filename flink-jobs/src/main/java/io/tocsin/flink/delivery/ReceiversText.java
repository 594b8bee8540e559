package io.tocsin.flink.delivery;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import java.io.Serializable;

/**
 * {@code receivers.yaml} as it travels with the job: text, in which secrets are named and not
 * written.
 *
 * @param path as it is shown
 */
record ReceiversText(String path, String text) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The receivers in it; what is wrong with it was said when the job was submitted. */
  Receivers read() {
    return ReceiversReader.read(path, text, new Diagnostics());
  }
}
