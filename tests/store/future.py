"""A next version of the schema, to prove that files move on to it whole or not at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.store import schema

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

NOTE = "CREATE TABLE note (id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT"
INDEX = "CREATE INDEX event_of_kind ON event (kind)"
FILL = "INSERT INTO note SELECT id, kind FROM event"
present = schema.migrations


def upgrade(patch: Callable[[object, str, object], None] = setattr, *, broken: bool = False) -> None:
    """Make this process a newer program; a broken one fails in the migration after the good one."""

    def migrations() -> "Migrations":
        steps = present()

        @steps(name="2-notes")
        def notes(db: "Database") -> None:
            for statement in (NOTE, INDEX, FILL):
                db.execute(statement)

        if broken:
            steps(name="3-broken")(lambda db: db.execute("INSERT INTO nowhere VALUES (1)"))
        return steps

    patch(schema, "VERSION", 2)
    patch(schema, "SCHEMA", (*schema.SCHEMA, NOTE, INDEX))
    patch(schema, "migrations", migrations)
