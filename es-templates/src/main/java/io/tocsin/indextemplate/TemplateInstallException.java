package io.tocsin.indextemplate;

/**
 * Templates could not be installed; the message says why and what to do, in one sentence or two.
 */
public final class TemplateInstallException extends Exception {
  private static final long serialVersionUID = 1L;

  TemplateInstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
