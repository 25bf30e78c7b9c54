package genontk.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import py4j.CallbackClient;
import py4j.Gateway;
import py4j.GatewayServer;
import py4j.Py4JServerConnection;

/**
 * A Py4J server on a free port of 127.0.0.1, whose connections reach the facade's methods only.
 *
 * <p>Py4J's own connections can load classes and call anything, so none is made here. The callback
 * client has port 0: Java never calls Python.
 */
final class FacadeServer extends GatewayServer {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Map<String, UnaryOperator<String>> methods;
  private final Token token;

  FacadeServer(Map<String, UnaryOperator<String>> methods, Token token)
      throws UnknownHostException {
    super(
        new Gateway(null, new CallbackClient(0)),
        0,
        InetAddress.getByAddress(LOOPBACK),
        0,
        0,
        List.of(),
        ServerSocketFactory.getDefault());
    this.methods = methods;
    this.token = token;
  }

  @Override
  protected Py4JServerConnection createConnection(Gateway gateway, Socket socket)
      throws IOException {
    FacadeConnection connection =
        new FacadeConnection(gateway, socket, methods, token, getListeners());
    connection.startConnection();
    return connection;
  }
}
