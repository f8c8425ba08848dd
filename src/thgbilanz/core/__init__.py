"""The nouns of a greenhouse gas balance: standard library and pydantic only, no input or output."""
