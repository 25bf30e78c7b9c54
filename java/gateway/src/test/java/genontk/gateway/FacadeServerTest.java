package genontk.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacadeServerTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Map<String, UnaryOperator<String>> METHODS =
      Map.of("open", request -> "opened " + request, "sitrep", nothing -> "argument " + nothing);

  private FacadeServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = new FacadeServer(METHODS, new Token(TOKEN));
    server.start(true);
    port = server.getListeningPort();
  }

  @AfterEach
  void everyTestLeavesItServing() throws IOException {
    try (Client client = Client.withToken(port, TOKEN)) {
      assertEquals("!ysopened x", client.send("c\nt\nopen\nsx\ne\n"));
    }
    server.shutdown();
  }

  @Test
  void aCallReachesTheFacadeAndKeepsTheConnection() throws IOException {
    try (Client client = Client.withToken(port, TOKEN)) {
      assertEquals("!ysopened {\"a\": 1}", client.send("c\nt\nopen\ns{\"a\": 1}\ne\n"));
      assertEquals("!ysargument null", client.send("c\nt\nsitrep\ne\n"));
    }
  }

  @Test
  void lineBreaksAndBackslashesSurvive() throws IOException {
    try (Client client = Client.withToken(port, TOKEN)) {
      assertEquals("!ysopened a\\nb\\\\c", client.send("c\nt\nopen\nsa\\nb\\\\c\ne\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A\nwrong\n", "A\n\n", "A\n0123456789abcdef0123456789abcdeF\n"})
  void aWrongTokenIsRefused(String lines) throws IOException {
    assertRefused(new Client(port), lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c\nt\nopen\nsx\ne\n", "s\n", "\n", "i\njava.lang.Object\ne\n"})
  void noTokenIsRefused(String lines) throws IOException {
    assertRefused(new Client(port), lines);
  }

  @Test
  void anEndlessLineBeforeTheTokenIsRefused() throws IOException {
    assertRefused(new Client(port), "A".repeat(100_000));
  }

  /** These lines begin with the letters of Py4J's own commands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "r\nu\njava\nrj\ne\n",
        "r\nm\nt\ngetClass\ne\n",
        "i\njava.lang.ProcessBuilder\ne\n",
        "f\ng\nt\nx\ne\n",
        "a\ng\nt\ni0\ne\n",
        "l\na\nt\ne\n",
        "d\nf\nt\ne\n",
        "h\no\nt\nn\ntrue\ne\n",
        "j\nc\nx\ne\n",
        "m\nd\nt\ne\n",
        "S\nt\nopen\nsx\ne\n",
        "p\nt\ne\n",
        "s\n",
        "A\n0123456789abcdef0123456789abcdef\n"
      })
  void otherCommandsOfPy4jAreRefused(String lines) throws IOException {
    assertRefused(Client.withToken(port, TOKEN), lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c\nt\ngetClass\ne\n",
        "c\nt\ntakeMatrix\ns1\nspeople\ne\n",
        "c\nz:java.lang.System\nexit\ni0\ne\n",
        "c\nGATEWAY_SERVER\nshutdown\ne\n",
        "c\nj\nopen\nsx\ne\n",
        "c\nt\nopen\ni1\ne\n",
        "c\nt\nopen\nfp0;java.lang.Runnable\ne\n",
        "c\nt\nopen\nsx\nsy\ne\n"
      })
  void otherTargetsMethodsAndArgumentsAreRefused(String lines) throws IOException {
    assertRefused(Client.withToken(port, TOKEN), lines);
  }

  @Test
  void itListensOnTheLoopbackInterfaceOnly() throws IOException {
    assertTrue(server.getAddress().isLoopbackAddress());
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress address : others) {
      try (Socket socket = new Socket()) {
        assertThrows(
            IOException.class, () -> socket.connect(new InetSocketAddress(address, port), 500));
      }
    }
  }

  @Test
  void thereIsNoCallbackPort() {
    assertEquals(0, server.getPythonPort());
  }

  private static void assertRefused(Client client, String lines) throws IOException {
    try (client) {
      String answer = sendToStranger(client, lines);
      assertTrue(answer == null || answer.startsWith("!xsRefused"), answer);
      assertTrue(client.isClosed());
    }
  }

  /** A connection that is closed with bytes unread may be reset before the answer arrives. */
  private static String sendToStranger(Client client, String lines) {
    try {
      return client.send(lines);
    } catch (IOException e) {
      return null;
    }
  }
}
