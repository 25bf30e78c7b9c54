/** Simulated genotypes and traits, the same numbers of the same seed on every machine. */
package genontk.simulation;
