"""Speed as ratios measured in one run: ``python -m benchmarks``. Absolute times are never compared."""
