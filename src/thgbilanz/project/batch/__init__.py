"""Many workbooks and projects in one run: found, worked on in processes of their own, kept, compared."""
