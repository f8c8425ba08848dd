"""Tables in ``stadtgebiet/``: what a city states beside the rows of its balance, in one strict CSV dialect."""
