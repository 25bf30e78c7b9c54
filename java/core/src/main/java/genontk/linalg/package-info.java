/** Column-major matrices, dense linear algebra behind one interface, and the choice of backend. */
package genontk.linalg;
