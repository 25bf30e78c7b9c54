/** People of several sources, joined by ID. */
package genontk.service.people;
