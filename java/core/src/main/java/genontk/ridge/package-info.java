/** Kernel ridge regression with unpenalised fixed effects, its penalty by cross-validation. */
package genontk.ridge;
