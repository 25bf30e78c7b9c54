package genontk.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that every connection must show. */
final class Token {
  private final byte[] secret;

  Token(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Compares a token with the secret, in a time that does not depend on the place at which they
   * differ.
   */
  boolean matches(String offered) {
    return MessageDigest.isEqual(secret, offered.getBytes(StandardCharsets.UTF_8));
  }
}
