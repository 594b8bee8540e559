package io.tocsin.receiver;

import io.tocsin.weekly.WeeklyTimes;

/**
 * Times at which a receiver wants to hear of nothing.
 *
 * @param name as receivers name it
 */
public record MuteTime(String name, WeeklyTimes times) {}
