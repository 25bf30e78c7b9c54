/** What R and Python receive: tables, scalars and the account of a fit. */
package genontk.service.result;
