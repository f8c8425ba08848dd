"""The Emissionsjournal: a frame with the declared posting schema, its identity and its export."""
