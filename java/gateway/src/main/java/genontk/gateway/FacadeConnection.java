package genontk.gateway;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import py4j.Gateway;
import py4j.GatewayConnection;
import py4j.GatewayServerListener;
import py4j.Protocol;
import py4j.ReturnObject;
import py4j.StringUtil;
import py4j.commands.CallCommand;

/**
 * Serves one connection: the token first, then calls of the facade's methods with strings.
 *
 * <p>Two commands of Py4J's protocol are left: authentication, once, and the call of a listed
 * method of the entry point. Any other command is refused and logged, and ends this connection;
 * other connections go on.
 */
final class FacadeConnection extends GatewayConnection {
  private static final Logger LOG = Logger.getLogger(FacadeConnection.class.getName());
  private static final int TOKEN_TIMEOUT_MILLIS = 5_000;
  private static final int LONGEST_TOKEN = 256;

  private final Map<String, UnaryOperator<String>> methods;
  private final Token token;

  FacadeConnection(
      Gateway gateway,
      Socket socket,
      Map<String, UnaryOperator<String>> methods,
      Token token,
      List<GatewayServerListener> listeners)
      throws IOException {
    super(gateway, socket, List.of(), listeners);
    commands.clear();
    this.methods = methods;
    this.token = token;
    socket.setTcpNoDelay(true);
  }

  @Override
  public void startConnection() {
    Daemon.start("genontk-connection", this);
  }

  @Override
  public void run() {
    try {
      if (authenticate()) {
        String command = reader.readLine();
        while (command != null && call(command)) {
          command = reader.readLine();
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "Connection lost", e);
    } finally {
      shutdown(false);
    }
  }

  /**
   * Reads the token. Strangers get a few seconds and a few bytes: they can neither hold a thread
   * nor fill the heap.
   */
  private boolean authenticate() throws IOException {
    socket.setSoTimeout(TOKEN_TIMEOUT_MILLIS);
    if (!Protocol.AUTH_COMMAND_NAME.equals(readShortLine())) {
      return refuse("Refused: the first command must show the token");
    }
    if (!token.matches(readShortLine())) {
      return refuse("Refused: wrong token");
    }
    socket.setSoTimeout(0);
    answer(Protocol.getOutputVoidCommand());
    return true;
  }

  private String readShortLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c != '\n' && c >= 0; c = reader.read()) {
      if (line.length() == LONGEST_TOKEN) {
        return "";
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /** Serves one command; returns false if it was refused. */
  private boolean call(String command) throws IOException {
    if (!CallCommand.CALL_COMMAND_NAME.equals(command)) {
      return refuse("Refused: the gateway calls methods of the facade, nothing else");
    }
    String target = reader.readLine();
    String name = reader.readLine();
    List<String> arguments = readArguments();
    UnaryOperator<String> method = name == null ? null : methods.get(name);
    if (!Protocol.ENTRY_POINT_OBJECT_ID.equals(target) || method == null) {
      return refuse("Refused: not a method of the facade that Python may call");
    }
    if (arguments.size() > 1 || arguments.stream().anyMatch(a -> !Protocol.isString(a))) {
      return refuse("Refused: a method of the facade takes at most one argument, a string");
    }
    String argument = arguments.isEmpty() ? null : unescape(arguments.get(0));
    answer(
        Protocol.getOutputCommand(ReturnObject.getPrimitiveReturnObject(method.apply(argument))));
    return true;
  }

  private List<String> readArguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    String line = reader.readLine();
    while (line != null && !Protocol.isEnd(line)) {
      arguments.add(line);
      line = reader.readLine();
    }
    return arguments;
  }

  private static String unescape(String argument) {
    return StringUtil.unescape(argument.substring(1));
  }

  private boolean refuse(String why) throws IOException {
    LOG.warning(why + " (from port " + socket.getPort() + ")");
    answer(Protocol.getOutputErrorCommand(why));
    return false;
  }

  private void answer(String line) throws IOException {
    writer.write(line);
    writer.flush();
  }
}
