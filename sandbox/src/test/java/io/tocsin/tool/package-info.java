/** Tests of rules as logs that a job can be given. */
@NullMarked
package io.tocsin.tool;

import org.jspecify.annotations.NullMarked;
