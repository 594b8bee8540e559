/**
 * Texts with places in them, such as a rule's annotations: {@code {{ host.name }}: {{ value }}
 * errors}.
 *
 * <p>The syntax is Mustache's variables and nothing else of it: no sections, no partials, no calls.
 * A name is looked up whole, in a map of texts that the caller fills, so a template cannot run
 * code.
 *
 * <pre>{@code
 * MessageTemplate template = MessageTemplate.of("{{ host.name }}: {{ value }} errors");
 * template.names();                                                 // host.name, value
 * template.render(Map.of("host.name", "web-1", "value", "101"));    // web-1: 101 errors
 * }</pre>
 */
@NullMarked
package io.tocsin.template;

import org.jspecify.annotations.NullMarked;
