/** The linear mixed model and its predictions (BLUP). */
package genontk.mixed;
