package genontk.service.request;

import java.util.List;

/**
 * Files, and what a model file keeps.
 *
 * @param paths files that are read
 * @param na texts and numbers that mean missing in them, beside the usual ones; or null
 * @param categorical names of their columns that hold words, though they look like numbers; or null
 * @param path file that is written or read
 * @param fam .fam with the family IDs of the people in files for other programs, or null
 * @param keepIds whether a model file keeps the training people's IDs
 * @param effectsOnly whether it keeps effects of SNPs and no genotypes
 * @param design how covariates of new people are made, or null
 */
public record FileFields(
    List<String> paths,
    List<String> na,
    List<String> categorical,
    String path,
    String fam,
    @Default("true") boolean keepIds,
    @Default("false") boolean effectsOnly,
    DesignRecipe design)
    implements Group {}
