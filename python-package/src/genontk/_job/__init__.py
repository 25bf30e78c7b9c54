"""One request: its way to Java and back, with a progress bar or in the background."""
