"""The fits and the kernel as objects of scikit-learn."""
