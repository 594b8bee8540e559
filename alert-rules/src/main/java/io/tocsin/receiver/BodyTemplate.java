package io.tocsin.receiver;

import io.tocsin.template.JsonTemplate;
import io.tocsin.template.MessageTemplate;

/**
 * The body of a webhook's requests, and the path below its address, by templates.
 *
 * @param firing of a message in which an alert fires
 * @param firingPath empty for the address itself
 * @param ended of a message in which none does
 * @param endedPath empty for the address itself
 */
public record BodyTemplate(
    JsonTemplate firing,
    MessageTemplate firingPath,
    JsonTemplate ended,
    MessageTemplate endedPath) {}
