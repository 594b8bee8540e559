package io.tocsin.rule;

/**
 * The durations of a rule, in milliseconds. Those of runs ({@code for}, {@code keep_firing_for},
 * {@code no_data_for}) are whole slots.
 *
 * @param forMillis how long {@code when} must have held
 * @param keepFiringMillis how long the alert must have been over
 * @param noDataMillis after how long undecided an alert ends
 * @param lateMillis how late a log is still counted exactly
 * @param waitMillis how much longer a slot is held open
 * @param forgetAfterMillis how long after its last log a group is forgotten
 * @param maxAgeMillis how old an alert may be when it is found, to be sent to anybody
 */
public record RuleTiming(
    long forMillis,
    long keepFiringMillis,
    long noDataMillis,
    long lateMillis,
    long waitMillis,
    long forgetAfterMillis,
    long maxAgeMillis) {}
