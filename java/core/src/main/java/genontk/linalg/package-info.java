/**
 * Column-major matrices and the dense linear algebra beneath every method, behind one interface.
 */
package genontk.linalg;
