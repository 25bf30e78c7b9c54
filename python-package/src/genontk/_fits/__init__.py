"""Fitted models: the two functions that make them, how they print, predict and are saved."""
