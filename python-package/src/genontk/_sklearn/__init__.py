"""The fits and the kernel as scikit-learn has them."""
