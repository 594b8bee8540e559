package io.tocsin.sandbox.demo;

import java.util.List;

/** The services and hosts whose logs the demo makes up. */
final class Shop {

  static final String CHECKOUT = "checkout";
  static final String PAYMENTS = "payments";
  static final String AUTH = "auth";

  /** Logs little, and nothing during a silence. */
  static final String MAILER = "mailer";

  static final List<String> HOSTS =
      List.of("web-1", "web-2", "web-3", "web-4", "web-5", "web-6", "web-7", "web-8");

  /** Services that answer requests, each as often as it stands here. */
  static final List<String> SERVICES =
      List.of(
          "frontend",
          "frontend",
          "frontend",
          "catalog",
          "catalog",
          "search",
          "search",
          "cart",
          "cart",
          CHECKOUT,
          CHECKOUT,
          PAYMENTS,
          PAYMENTS,
          "inventory",
          "shipping");

  static final List<String> PATHS =
      List.of("/", "/products", "/search", "/cart", "/orders", "/api/v1/items", "/health");

  static final List<String> USERS =
      List.of("ada", "grace", "edsger", "barbara", "donald", "tony", "frances", "leslie");

  private Shop() {}
}
