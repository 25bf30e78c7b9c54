"""Studies: comparisons of methods, kernel matrices, convergence of wide networks."""
