"""Personal codes, tries at them, and requests to be let in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "join_code",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_join_code_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "person_id", name=op.f("pk_join_code")),
    )
    op.create_table(
        "join_try",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("phone_hash", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_join_try")),
    )
    with op.batch_alter_table("join_try", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_join_try_commune_id_address"), ["commune_id", "address"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_join_try_commune_id_phone_hash"),
            ["commune_id", "phone_hash"],
            unique=False,
        )
    op.create_table(
        "join_request",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_join_request_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_join_request")),
    )
    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_join_request_commune_id_state"), ["commune_id", "state"], unique=False
        )


def downgrade() -> None:
    op.drop_table("join_request")
    op.drop_table("join_try")
    op.drop_table("join_code")
