/**
 * The Py4J gateway: gives one Python process the facade, and nothing else.
 *
 * <p>It listens on the loopback interface only, asks every connection for a token, answers calls of
 * the facade's methods with strings, and ends when the Python process ends.
 */
package genontk.gateway;
