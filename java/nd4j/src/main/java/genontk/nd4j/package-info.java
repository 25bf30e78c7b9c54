/**
 * Linear algebra on a GPU by ND4J. All of it stands on one routine, the product of two matrices in
 * double precision, which ND4J has on every device; it runs on the CPU too, which the tests use.
 */
package genontk.nd4j;
