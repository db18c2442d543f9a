"""Zalo groups of teams."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zalo_group", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("zalo_link", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_column("zalo_link")
        batch_op.drop_column("zalo_group")
