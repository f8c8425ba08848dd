"""What a project states about its city: tables of ``stadtgebiet/`` and ``[stadtbilanz]``, read for one year."""
