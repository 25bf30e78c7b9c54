package genontk.service.request;

import java.util.List;

/**
 * A kernel matrix of the user's own.
 *
 * @param values n x n, or new people x training people
 * @param ids IDs of its rows, or null
 * @param name name of the kernel
 */
public record KernelReference(MatrixReference values, List<String> ids, String name) {}
