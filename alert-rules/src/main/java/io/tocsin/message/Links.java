package io.tocsin.message;

import java.io.Serializable;

/**
 * Where a message can take its reader.
 *
 * @param external the address of whatever a user looks at for all alerts; empty if there is none
 * @param kibana Kibana's address, without a slash at its end; empty if there is none
 * @param logs the id of the data view of the logs in Kibana
 */
public record Links(String external, String kibana, String logs) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nowhere. */
  public static final Links NONE = new Links("", "", "logs-*");
}
