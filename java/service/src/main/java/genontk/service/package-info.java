/**
 * The facade that R and Python call: JSON requests, jobs, results, matrices by reference and model
 * files.
 */
package genontk.service;
