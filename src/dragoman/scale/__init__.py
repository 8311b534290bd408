"""Scale: the same coder over many cores and many machines."""
