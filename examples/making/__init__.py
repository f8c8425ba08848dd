"""How the example projects are made: fictional or published tables in, filled templates out, always the same bytes."""
