package genontk.service.request;

/**
 * Where a matrix or a file is.
 *
 * @param name name under which it was handed over
 * @param npy path of an .npy file
 * @param file path of a model file
 */
public record MatrixReference(String name, String npy, String file) {}
