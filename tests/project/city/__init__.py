"""Tables of a city, read and turned into its balance."""
