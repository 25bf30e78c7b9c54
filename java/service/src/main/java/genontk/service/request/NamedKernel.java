package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One of several kernels.
 *
 * @param name name of the component
 * @param kernel name of the kernel as a text, or a {@link KernelReference}
 */
public record NamedKernel(String name, JsonNode kernel) {}
