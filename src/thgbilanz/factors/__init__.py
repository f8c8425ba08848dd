"""Emission factor tables: load, closed schema, sets that pin editions, dated exact lookup, GWP sets."""
