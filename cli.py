"""Tenteram from a terminal: the same services, for scripts and for the office PC's keeper."""

import typer

app = typer.Typer()


def main() -> None:
    """Run the command line."""
    app()
