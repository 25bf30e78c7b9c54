package genontk.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Speaks Py4J's protocol by hand, as a stranger would. */
final class Client implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader reader;
  private final Writer writer;

  Client(int port) throws IOException {
    socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setSoTimeout(10_000);
    reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    writer = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
  }

  static Client withToken(int port, String token) throws IOException {
    Client client = new Client(port);
    String answer = client.send("A\n" + token + "\n");
    if (!"!yv".equals(answer)) {
      throw new IOException("Token not accepted: " + answer);
    }
    return client;
  }

  /** Returns the line of the answer, or null if the gateway closed the connection without one. */
  String send(String lines) throws IOException {
    writer.write(lines);
    writer.flush();
    return reader.readLine();
  }

  /** Returns whether the gateway has closed this connection, after its last lines. */
  boolean isClosed() {
    try {
      while (reader.readLine() != null) {
        continue;
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
