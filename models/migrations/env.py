"""Alembic's entry: on the program's connection, or on a file (`alembic -x db=PATH …`)."""

from typing import Literal

from alembic import context
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.types import TypeDecorator

from models.tables import schema


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Our column types are written as the plain ones under them: migrations outlive names."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=schema(),
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,  # SQLite's is, once BEGIN is sent by hand
    )
    with context.begin_transaction():
        context.run_migrations()


def run_alone() -> None:
    path = context.get_x_argument(as_dictionary=True)["db"]
    with create_engine(URL.create("sqlite", database=path)).begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_alone()
else:
    run(given)
