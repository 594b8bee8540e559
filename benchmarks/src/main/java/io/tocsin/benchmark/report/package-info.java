/** What was measured, as a page with a picture. */
@NullMarked
package io.tocsin.benchmark.report;

import org.jspecify.annotations.NullMarked;
