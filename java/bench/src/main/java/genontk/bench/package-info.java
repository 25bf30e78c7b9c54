/** Times of the kernels and the linear algebra, alone and next to other packages. */
package genontk.bench;
