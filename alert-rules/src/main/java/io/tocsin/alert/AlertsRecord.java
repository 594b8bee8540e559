package io.tocsin.alert;

/** A line of the topic {@code tocsin.alerts}. {@link AlertsCodec} reads and writes them. */
public sealed interface AlertsRecord permits AlertRecord, DeliveryRecord, Heartbeat {}
