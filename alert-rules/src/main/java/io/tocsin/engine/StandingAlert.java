package io.tocsin.engine;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertState;
import io.tocsin.slot.GroupKey;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or fires, by the logs that have been read.
 *
 * @param rule the rule's name
 * @param state {@link AlertState.Pending} or {@link AlertState.Firing}
 * @param alert as a record would carry it now; null while it is pending
 */
public record StandingAlert(String rule, GroupKey key, AlertState state, @Nullable Alert alert) {}
