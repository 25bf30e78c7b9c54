package genontk.service.request;

/**
 * A study of networks of growing width.
 *
 * @param widths units per layer
 * @param networksGrid numbers of networks that are averaged
 * @param replicates number of kernels per width and number of networks
 */
public record ConvergenceFields(
    @Default("[50, 100, 200, 400, 800, 1600]") int[] widths,
    @Default("[1, 4]") int[] networksGrid,
    @Default("5") int replicates)
    implements Group {}
