"""The web chat's talks and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "web_log",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_mine", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "external_id", "seq", name=op.f("pk_web_log")),
        sa.UniqueConstraint(
            "commune_id",
            "external_id",
            "client_id",
            name=op.f("uq_web_log_commune_id_external_id_client_id"),
        ),
    )
    op.create_table(
        "web_session",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "external_id", name=op.f("pk_web_session")),
    )


def downgrade() -> None:
    op.drop_table("web_session")
    op.drop_table("web_log")
