package genontk.service.request;

import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;

/**
 * What a task works with.
 *
 * @param request what is asked for
 * @param exchange matrices and files that come with the request and go with the result
 * @param algebra linear algebra of the chosen backend
 * @param execution threads, cancellation and progress
 */
public record TaskContext(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution) {}
