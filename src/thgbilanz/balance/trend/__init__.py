"""The years of a project side by side: series, causes of change, target paths, published figures. Pure functions."""
