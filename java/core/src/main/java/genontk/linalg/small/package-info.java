/** Small matrices, and sums over the entries of large ones. */
package genontk.linalg.small;
