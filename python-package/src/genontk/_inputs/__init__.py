"""Inputs of users, and their form in a request: arguments, arrays, formulas, kernels, sets."""
