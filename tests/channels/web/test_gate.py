"""Whence a request came: a keyed hash for what counts tries, and nowhere the address itself."""

import asyncio
from pathlib import Path

from models.database import Database
from tests.channels.web.site import open_site

FORWARDED = "X-Forwarded-For"


async def test_caller_is_known_by_a_keyed_hash_of_the_address(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        await phone.photo("client-2")

    hashes = {taken.sender.address_hash for taken in site.bot.taken}
    assert hashes == {database.vault.keyed_hash("address:127.0.0.1")}
    assert len(site.bot.taken) == 2


async def test_foreign_forwarding_names_no_caller(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone(**{FORWARDED: "203.0.113.7"}) as phone,
    ):
        await phone.say("client-1")

    (taken,) = site.bot.taken
    assert taken.sender.address_hash == database.vault.keyed_hash("address:127.0.0.1")


async def test_our_proxy_names_the_caller_by_its_last_word(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path, trusts_proxy=True) as site:
        for given in ("203.0.113.7", "198.51.100.1, 203.0.113.7", "203.0.113.8"):
            async with site.phone(**{FORWARDED: given}) as phone:
                await phone.say("client-1")

    one, same, other = (taken.sender.address_hash for taken in site.bot.taken)
    assert one == same == database.vault.keyed_hash("address:203.0.113.7")
    assert one != other


async def test_addresses_of_one_household_are_one(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path, trusts_proxy=True) as site:
        for given in ("2001:db8:1:2:a::1", "2001:db8:1:2:b::2", "2001:db8:1:3::1"):
            async with site.phone(**{FORWARDED: given}) as phone:
                await phone.say("client-1")

    one, same, next_door = (taken.sender.address_hash for taken in site.bot.taken)
    assert one == same != next_door


async def test_store_holds_no_address(database: Database, tmp_path: Path, path: Path) -> None:
    async with (
        open_site(database, tmp_path, trusts_proxy=True) as site,
        site.phone(**{FORWARDED: "203.0.113.7"}) as phone,
        phone.listening() as events,
    ):
        await events.until("ready")
        await phone.say("client-1")
    hashed = site.bot.taken[0].sender.address_hash
    await database.close()
    stored = await asyncio.to_thread(path.read_bytes)

    assert b"client-1" in stored
    assert b"203.0.113.7" not in stored
    assert hashed.encode() not in stored
