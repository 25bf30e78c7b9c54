/** Genetic values without one chromosome, for association studies. */
package genontk.service.loco;
