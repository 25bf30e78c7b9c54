/** The six kinds of failure that a user can meet, the same in Java, R and Python. */
package genontk.error;
