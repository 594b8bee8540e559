/**
 * What Elasticsearch must know before documents come: component and index templates.
 *
 * <p>The templates are plain JSON files below {@code /templates}, one a template, named as it is
 * named in the cluster, so that they can be read, compared and sent by hand. {@link
 * io.tocsin.indextemplate.Templates} reads them; {@link io.tocsin.indextemplate.TemplateInstaller}
 * brings a cluster up to date with them and leaves alone what it did not make.
 *
 * <pre>{@code
 * List<Template> templates = Templates.bundled().withRetention("tocsin-logs", Duration.ofDays(7)).all();
 * for (Installation done : new TemplateInstaller(client).install(templates, false)) {
 *   System.out.println(done.name() + ": " + done.outcome());
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.indextemplate;

import org.jspecify.annotations.NullMarked;
