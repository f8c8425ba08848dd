"""Emission factor tables: load, closed schema, sets that pin editions, dated exact lookup, GWP sets, data frames."""

from thgbilanz.factors.frames import factors_frame, properties_frame, sets_frame, sources_frame

__all__ = ["factors_frame", "properties_frame", "sets_frame", "sources_frame"]
