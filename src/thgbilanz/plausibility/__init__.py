"""Plausibility: what looks wrong although it can be read, what it could change, and who confirmed it.

Reads activity rows with their tonnes, never a workbook. What can change a total by 5 % or more is a Fehler until a
person confirms it (GHG Protocol Corporate Standard ch. 10 and ISO 14064-3 leave the threshold to the programme;
5 % is the usual one, faults.md, contract 8).
"""
