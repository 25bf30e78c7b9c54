/** What R and Python ask for: requests, options with their defaults, references to matrices. */
package genontk.service.request;
