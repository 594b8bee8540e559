package io.tocsin.sandbox.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on the loopback address; none is given twice by one instance. */
public final class Ports {

  // Below the range from which systems take the ports of outgoing connections: one of those could
  // otherwise take a port between its choice here and its use.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_999;
  private static final int ATTEMPTS = 1_000;

  private final Set<Integer> given = ConcurrentHashMap.newKeySet();

  /**
   * A free port.
   *
   * @throws StartFailedException if none is found
   */
  public int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (take(port)) {
        return port;
      }
    }
    throw new StartFailedException(
        "no free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST);
  }

  /** The port that people expect, or if it is taken another one. */
  public int preferably(int port) {
    return take(port) ? port : free();
  }

  private boolean take(int port) {
    return isFree(port) && given.add(port);
  }

  private static boolean isFree(int port) {
    // Both the loopback address and all addresses: on some systems a listener on one does not stop
    // a second one on the other, and connections would go to whichever is the more specific.
    return binds(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && binds(new InetSocketAddress(port));
  }

  private static boolean binds(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
