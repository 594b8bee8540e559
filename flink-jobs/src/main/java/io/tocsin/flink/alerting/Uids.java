package io.tocsin.flink.alerting;

/**
 * The uids of the job's operators: by them a checkpoint finds its way back. None may ever change,
 * and none may be used for anything else.
 */
final class Uids {
  static final String SOURCE = "logs";
  static final String LOCAL_SLOTS = "local-slots";
  static final String GROUPS = "groups";
  static final String INCIDENTS = "incidents";
  static final String ALERTS = "alerts";
  static final String SLOTS = "slots";

  private Uids() {}
}
