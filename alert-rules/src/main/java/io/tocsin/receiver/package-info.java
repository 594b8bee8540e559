/**
 * Who is told of an alert, and how: {@code receivers.yaml}, which stands beside the rules.
 *
 * <p>A {@link io.tocsin.receiver.Receiver} is a name, a {@link io.tocsin.receiver.Channel} with its
 * endpoint, and how patient it is with notifications and requests. A rule names its receivers, or
 * the {@link io.tocsin.receiver.Route}s choose them by label, or else the default is told. Secrets
 * stand in the file as {@code ${env:NAME}} or {@code ${file:PATH}} and are resolved where a request
 * is made, so they are in no job graph, checkpoint or log.
 *
 * <pre>{@code
 * default: team-hook
 * receivers:
 *   team-hook:
 *     webhook: {url: 'https://hooks.example/tocsin', bearer: '${env:HOOK_TOKEN}'}
 *     group_by: [alertname]
 *   pager:
 *     webhook: {url: 'https://pager.example/v1'}
 *     group_wait: 0s
 * routes:
 *   - match: {severity: critical}
 *     notify: [pager]
 * }</pre>
 *
 * <pre>{@code
 * Receivers receivers = ReceiversReader.read("receivers.yaml", text, diagnostics);
 * receivers.of(alert); // the names of those who are told of it
 * }</pre>
 */
@NullMarked
package io.tocsin.receiver;

import org.jspecify.annotations.NullMarked;
