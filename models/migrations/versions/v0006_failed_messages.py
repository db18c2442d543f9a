"""Messages that fail every time they come."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_message",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("aside_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint(
            "commune_id", "channel", "provider_id", name=op.f("pk_failed_message")
        ),
    )


def downgrade() -> None:
    op.drop_table("failed_message")
