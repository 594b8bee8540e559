/**
 * What Kibana shows of Tocsin: data views and saved searches, as a file to import.
 *
 * <p>The file is plain NDJSON in {@code es-templates/kibana}, for Kibana's own import page too. It
 * keeps to the kinds of object, and to the fields of them, that have long been documented; they
 * name no version, so that Kibana brings them up to its own.
 *
 * <pre>{@code
 * for (KibanaImport done : new KibanaImporter(client).install(KibanaObjects.bundled(), false)) {
 *   System.out.println(done.object().title() + ": " + done.outcome());
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.kibana;

import org.jspecify.annotations.NullMarked;
