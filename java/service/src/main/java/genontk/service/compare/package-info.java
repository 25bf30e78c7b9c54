/** Comparison of methods on splits of the same people. */
package genontk.service.compare;
