"""From rows as people fill them in (charge, days, distance) to rows of the tidy table, with the arithmetic in words."""
