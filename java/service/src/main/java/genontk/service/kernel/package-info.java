/** Kernels that a request asks for, made from genotypes or given as matrices. */
package genontk.service.kernel;
