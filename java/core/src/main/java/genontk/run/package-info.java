/** Cancellation, progress, threads and memory of long work. */
package genontk.run;
