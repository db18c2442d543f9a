"""The words of a letter end some time after it did; what was said last is known by its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEX = "ix_outbox_commune_id_channel_external_id_finished_at"


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said", sa.String(), nullable=True))
        batch_op.alter_column("message", existing_type=sa.LargeBinary(), nullable=True)
        batch_op.create_index(
            INDEX, ["commune_id", "channel", "external_id", "finished_at"], unique=False
        )


def downgrade() -> None:
    """Letters whose words are gone go with them: they are long finished."""
    op.execute("DELETE FROM outbox WHERE message IS NULL")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(INDEX)
        batch_op.alter_column("message", existing_type=sa.LargeBinary(), nullable=False)
        batch_op.drop_column("said")
