"""Commands, rendering and exit codes. The only package that knows typer."""
