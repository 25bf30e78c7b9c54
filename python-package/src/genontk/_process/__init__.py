"""The Java process: how it is found, started, spoken to and ended."""
