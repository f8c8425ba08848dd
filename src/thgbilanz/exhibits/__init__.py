"""Tables and figures as data, then writers: terminal, xlsx, json, csv."""
