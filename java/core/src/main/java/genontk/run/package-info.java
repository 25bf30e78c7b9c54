/** What long work carries with it: cancellation, progress, threads and memory. */
package genontk.run;
