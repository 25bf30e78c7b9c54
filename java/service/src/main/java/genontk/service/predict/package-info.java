/** Predictions of new people from a fitted model. */
package genontk.service.predict;
