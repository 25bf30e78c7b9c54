"""Figures, drawn from tables and labels."""
