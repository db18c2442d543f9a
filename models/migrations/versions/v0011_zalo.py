"""Zalo: the tokens of an Official Account, messages counted by the month, a team's bot, until when
somebody of the office answers by hand, and codes for files behind links.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_month",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("templates", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_channel_month_commune_id")
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "channel", "line", "month", name=op.f("pk_channel_month")
        ),
    )
    op.create_table(
        "oa_token",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("oa_id", sa.String(), nullable=False),
        sa.Column("access", sa.LargeBinary(), nullable=False),
        sa.Column("refresh", sa.LargeBinary(), nullable=False),
        sa.Column("former_access", sa.LargeBinary(), nullable=True),
        sa.Column("former_refresh", sa.LargeBinary(), nullable=True),
        sa.Column("obtained_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("refresher", sa.String(), nullable=True),
        sa.Column("refreshing_at", sa.DateTime(), nullable=True),
        sa.Column("alarmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_oa_token_commune_id")
        ),
        sa.PrimaryKeyConstraint("commune_id", "app_id", name=op.f("pk_oa_token")),
    )
    op.create_table(
        "file_code",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "letter", name=op.f("pk_file_code")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("silent_until", sa.DateTime(), nullable=True))
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zalo_bot", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_column("zalo_bot")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("silent_until")
    op.drop_table("file_code")
    op.drop_table("oa_token")
    op.drop_table("channel_month")
