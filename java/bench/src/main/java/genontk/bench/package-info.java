/** How long the kernels and the linear algebra take, by themselves and beside other packages. */
package genontk.bench;
