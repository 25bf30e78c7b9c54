"""Functions around the fits: comparisons of methods, kernel matrices, convergence."""
