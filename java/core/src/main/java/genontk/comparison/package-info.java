/** The comparison of methods on the same random splits into training and test people. */
package genontk.comparison;
