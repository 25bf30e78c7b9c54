package genontk.service.request;

import java.util.List;

/**
 * Kernels with one variance component each.
 *
 * @param components kernels in the order of the components
 */
public record KernelList(List<NamedKernel> components) {}
