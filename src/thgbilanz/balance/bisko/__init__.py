"""The city's balance under BISKO: conformity, district heat, data quality, indicators, readings beside it."""
