/** Fitted models and the files that hold them. */
package genontk.service.model;
