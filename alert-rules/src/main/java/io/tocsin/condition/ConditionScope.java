package io.tocsin.condition;

import io.tocsin.field.FieldCatalogue;
import io.tocsin.slot.SlotWidth;

/**
 * What the conditions of one rule are read with.
 *
 * @param fields the fields that are known
 * @param definitions the names that the rule defines
 * @param filters reads the filters of aggregates
 * @param width how long the rule's slots are
 * @param overMillis the window of aggregates that name none, a whole number of slots; 0 if each
 *     must name one
 */
public record ConditionScope(
    FieldCatalogue fields,
    Definitions definitions,
    FilterReader filters,
    SlotWidth width,
    long overMillis) {}
