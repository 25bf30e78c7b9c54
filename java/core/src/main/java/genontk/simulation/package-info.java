/** Simulated genotypes and traits: a seed gives the same numbers on every machine. */
package genontk.simulation;
