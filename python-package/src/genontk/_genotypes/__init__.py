"""Genotypes, phenotypes and relationship matrices: files, arrays, simulations."""
