"""For whom words are chosen: a person's language and how they are addressed (xưng hô); and whether
they have agreed to be recorded.
"""

from __future__ import annotations

from bot.dialog.address import Address
from bot.texts import FIRST_LANGUAGE, Reader
from models.join import CONSENT_VERSION
from models.load import Known
from models.people import Role

OFFICERS = (Role.COORDINATOR, Role.OFFICE, Role.ADMINISTRATOR)
WORKERS = (Role.MEMBER, Role.LEADER, Role.RAPID)

VISITOR = Reader(FIRST_LANGUAGE, Address.ONG_BA)
"""Somebody of whom nothing is known yet is spoken to like a resident."""


def asks_consent(person: Known) -> bool:
    """Whoever is on the roster agrees to the words of today before anything of theirs is kept."""
    return person.consent != CONSENT_VERSION and person.has(*OFFICERS, *WORKERS)


def reader_of(person: Known) -> Reader:
    """As the person has asked to be called; until then bác for members, anh/chị for officers,
    ông/bà for residents.
    """
    if person.address is not None:
        return Reader(person.language, Address(person.address))
    if person.has(*OFFICERS):
        return Reader(person.language, Address.ANH_CHI)
    if person.has(*WORKERS):
        return Reader(person.language, Address.BAC)
    return Reader(person.language, Address.ONG_BA)
