"""The gate for factor tables: checks F01 to F22, canonical form, reports for people and CI systems."""
