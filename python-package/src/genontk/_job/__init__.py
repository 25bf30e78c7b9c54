"""One request: its journey to Java and back, in front of the user or in the background."""
