"""What users give: arguments, arrays, formulas, kernels, sets of SNPs; as a request has them."""
