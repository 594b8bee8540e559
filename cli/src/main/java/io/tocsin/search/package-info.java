/**
 * What commands ask of Elasticsearch: logs in their order, to be replayed; dead letters, to be
 * listed and sent again.
 *
 * <p>Whatever Elasticsearch refuses, and that it is not there, is a {@link
 * io.tocsin.search.SearchException} with one sentence that says what to do.
 *
 * <pre>{@code
 * try (ElasticsearchLogs logs = ElasticsearchLogs.open(client, "logs-*", since, null)) {
 *   Replay.run(rules, List.of(logs), Replay.Options.at(now));
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.search;

import org.jspecify.annotations.NullMarked;
