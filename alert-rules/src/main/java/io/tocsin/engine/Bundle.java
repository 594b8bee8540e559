package io.tocsin.engine;

/**
 * Things of one grouping that many logs are counted in at once.
 *
 * @param place of its own among the bundles of the grouping
 * @param numbers of what is counted
 */
record Bundle(int place, int[] numbers) {}
