"""What several commands share: settings, and words to the user."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from kg.authority import Authority, load_authority
from kg.errors import InputError, words_of
from kg.settings import Settings

ALL_DONE, NOTHING_DONE, PARTLY_DONE = 0, 1, 3  # exit codes; 2 is the command line's own


def settings() -> Settings:
    """The settings of the environment; InputError names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "KG_" + str(first["loc"][0]).upper()
        given = repr(first["input"])
        shown = "" if "@" in given else f": {given}"  # an address may bear a password
        raise InputError(f"{words_of(first)}{shown}", place=name) from None


def authority_of(chosen: Settings) -> Authority:
    """The authority file of the settings, an empty one where none is set; InputError where it is wrong."""
    return load_authority(chosen.authority) if chosen.authority else Authority()


def tell(message: str) -> None:
    """A line on standard error."""
    typer.echo(f"kg: {message}", err=True)
