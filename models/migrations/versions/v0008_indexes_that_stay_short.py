"""Indexes by which nothing that people wait for reads more as the years pile up.

Every search of letters names their state, so it stands in front of their moment; the sweep of old
words finds what still has any; "the same as last time" finds a person's newest entry. Two indexes
that no statement used are gone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NEW = (
    ("ix_activity_commune_id_author_id_team_id_id", "activity",
     ("commune_id", "author_id", "team_id", "id")),
    ("ix_outbox_commune_id_channel_external_id_state_finished_at", "outbox",
     ("commune_id", "channel", "external_id", "state", "finished_at")),
    ("ix_scribe_request_commune_id_closed_at", "scribe_request", ("commune_id", "closed_at")),
    ("ix_web_log_commune_id_at", "web_log", ("commune_id", "at")),
)  # fmt: skip
OLD = (
    ("ix_outbox_commune_id_channel_external_id_finished_at", "outbox",
     ("commune_id", "channel", "external_id", "finished_at")),
    ("ix_outbox_commune_id_owner_state", "outbox", ("commune_id", "owner", "state")),
    ("ix_scribe_request_commune_id_team_id_closed_at", "scribe_request",
     ("commune_id", "team_id", "closed_at")),
    ("ix_timer_commune_id_owner_state", "timer", ("commune_id", "owner", "state")),
)  # fmt: skip
WORDS = "ix_outbox_words_finished_at"


def upgrade() -> None:
    for name, table, _ in OLD:
        op.drop_index(name, table_name=table)
    for name, table, columns in NEW:
        op.create_index(name, table, list(columns))
    has_words = sa.text("message IS NOT NULL")
    op.create_index(WORDS, "outbox", ["commune_id", "finished_at"], sqlite_where=has_words)


def downgrade() -> None:
    op.drop_index(WORDS, table_name="outbox")
    for name, table, _ in NEW:
        op.drop_index(name, table_name=table)
    for name, table, columns in OLD:
        op.create_index(name, table, list(columns))
