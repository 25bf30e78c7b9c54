package genontk.gateway;

import genontk.error.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first lines from Python on standard input, where no other user can read them: the token, the
 * process ID of Python, and any number of path prefixes, one per line. An empty line ends the
 * handshake.
 *
 * @param token the secret that every connection must show
 * @param parent the process ID of Python
 * @param prefixes files and folders that begin with one of these belong to this Python process;
 *     they are removed when it ends
 */
record Handshake(String token, long parent, List<Path> prefixes) {
  private static final int SHORTEST_TOKEN = 32;
  private static final Pattern PRIVATE_NAME = Pattern.compile("genontk-[0-9a-f]{16,}.*");

  Handshake {
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          Message.of("The token has %s characters; at least %s", token.length(), SHORTEST_TOKEN));
    }
    prefixes = List.copyOf(prefixes);
    for (Path prefix : prefixes) {
      if (!prefix.isAbsolute()
          || !PRIVATE_NAME.matcher(prefix.getFileName().toString()).matches()) {
        throw new IllegalArgumentException(
            "Not an absolute path that ends in genontk- and 16 or more hexadecimal digits: "
                + prefix);
      }
    }
  }

  static Handshake read(BufferedReader input) throws IOException {
    String token = line(input);
    long parent = Long.parseLong(line(input));
    List<Path> prefixes = new ArrayList<>();
    for (String next = line(input); !next.isEmpty(); next = line(input)) {
      prefixes.add(Path.of(next));
    }
    return new Handshake(token, parent, prefixes);
  }

  private static String line(BufferedReader input) throws IOException {
    String line = input.readLine();
    if (line == null) {
      throw new IOException("Standard input ended before the handshake did");
    }
    return line;
  }
}
