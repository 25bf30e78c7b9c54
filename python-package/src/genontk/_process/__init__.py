"""The Java process: how Python finds it, starts it, talks to it and ends it."""
