/**
 * Linear algebra on a GPU by ND4J. It uses little more than the product of two matrices, which ND4J
 * has on every device, the CPU of the tests included.
 */
package genontk.nd4j;
