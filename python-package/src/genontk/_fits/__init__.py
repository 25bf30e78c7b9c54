"""Fitted models: the functions that fit them, their printing, prediction and files."""
