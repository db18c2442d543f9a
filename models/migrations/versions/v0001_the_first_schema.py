"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_commune_id_at"), ["commune_id", "at"], unique=False
        )

    op.create_table(
        "commune",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("village_word", sa.String(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune")),
    )
    op.create_table(
        "dialog",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "owner", name=op.f("pk_dialog")),
    )
    op.create_table(
        "inbox",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "channel", "provider_id", name=op.f("pk_inbox")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_fingerprint", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "outbox",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("valid_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("commune_id", "identity", name=op.f("uq_outbox_commune_id_identity")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_commune_id_owner_state"),
            ["commune_id", "owner", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_state_not_before"), ["state", "not_before"], unique=False
        )

    op.create_table(
        "snapshot",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "week", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "timer",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_timer")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_timer_commune_id_owner_state"),
            ["commune_id", "owner", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_timer_state_due_at"), ["state", "due_at"], unique=False
        )

    op.create_table(
        "commune_setting",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_commune_setting_commune_id")
        ),
        sa.PrimaryKeyConstraint("commune_id", "key", name=op.f("pk_commune_setting")),
    )
    op.create_table(
        "indicator",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("limit_per_entry", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_indicator_commune_id")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_indicator")),
    )
    op.create_table(
        "person",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.String(), nullable=True),
        sa.Column("birth_year", sa.LargeBinary(), nullable=True),
        sa.Column("consent_version", sa.String(), nullable=True),
        sa.Column("consent_at", sa.DateTime(), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_person_commune_id")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "commune_id", "phone_hash", name=op.f("uq_person_commune_id_phone_hash")
        ),
    )
    op.create_table(
        "village",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("adults", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_village_commune_id")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_village")),
    )
    op.create_table(
        "account",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_account_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "channel", "external_id", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_commune_id_person_id"), ["commune_id", "person_id"], unique=False
        )

    op.create_table(
        "person_role",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_person_role_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "person_id", "role", "team_id", name=op.f("pk_person_role")
        ),
    )
    with op.batch_alter_table("person_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_role_commune_id_team_id"), ["commune_id", "team_id"], unique=False
        )

    op.create_table(
        "scribe_request",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_scribe_request_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_scribe_request")),
    )
    with op.batch_alter_table("scribe_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scribe_request_commune_id_team_id_closed_at"),
            ["commune_id", "team_id", "closed_at"],
            unique=False,
        )

    op.create_table(
        "team",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("village_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_team_commune_id_village_id"),
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_team_commune_id")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_team")),
    )
    op.create_table(
        "activity",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("elderly", sa.Integer(), nullable=True),
        sa.Column("fishermen", sa.Integer(), nullable=True),
        sa.Column("freelance", sa.Integer(), nullable=True),
        sa.Column("vulnerable", sa.Integer(), nullable=True),
        sa.Column("vneid_1", sa.Integer(), nullable=False),
        sa.Column("vneid_2", sa.Integer(), nullable=False),
        sa.Column("vneid_unspecified", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("for_id", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("dialog_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "author_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_activity_commune_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "for_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_activity_commune_id_for_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_activity_commune_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_activity")),
        sa.UniqueConstraint(
            "commune_id", "dialog_id", name=op.f("uq_activity_commune_id_dialog_id")
        ),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_commune_id_day"), ["commune_id", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_activity_commune_id_team_id_week"),
            ["commune_id", "team_id", "week"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_activity_commune_id_week"), ["commune_id", "week"], unique=False
        )

    op.create_table(
        "zero_report",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_zero_report_commune_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "team_id", "week", name=op.f("pk_zero_report")),
    )
    op.create_table(
        "activity_indicator",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_activity_indicator_commune_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "indicator_id"],
            ["indicator.commune_id", "indicator.id"],
            name=op.f("fk_activity_indicator_commune_id_indicator_id"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "activity_id", "indicator_id", name=op.f("pk_activity_indicator")
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("dialog_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=True),
        sa.Column("deadline_at", sa.DateTime(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("mime", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_attachment_commune_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_commune_id_activity_id"),
            ["commune_id", "activity_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_attachment_commune_id_dialog_id"),
            ["commune_id", "dialog_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_attachment_state_next_try_at"), ["state", "next_try_at"], unique=False
        )

    op.create_table(
        "attendance",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_attendance_commune_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_attendance_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "activity_id", "person_id", name=op.f("pk_attendance")
        ),
    )
    op.create_table(
        "revision",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_revision_commune_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revision_commune_id_activity_id"),
            ["commune_id", "activity_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_commune_id_activity_id"))

    op.drop_table("revision")
    op.drop_table("attendance")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_state_next_try_at"))
        batch_op.drop_index(batch_op.f("ix_attachment_commune_id_dialog_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_commune_id_activity_id"))

    op.drop_table("attachment")
    op.drop_table("activity_indicator")
    op.drop_table("zero_report")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_commune_id_week"))
        batch_op.drop_index(batch_op.f("ix_activity_commune_id_team_id_week"))
        batch_op.drop_index(batch_op.f("ix_activity_commune_id_day"))

    op.drop_table("activity")
    op.drop_table("team")
    with op.batch_alter_table("scribe_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scribe_request_commune_id_team_id_closed_at"))

    op.drop_table("scribe_request")
    with op.batch_alter_table("person_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_role_commune_id_team_id"))

    op.drop_table("person_role")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_commune_id_person_id"))

    op.drop_table("account")
    op.drop_table("village")
    op.drop_table("person")
    op.drop_table("indicator")
    op.drop_table("commune_setting")
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timer_state_due_at"))
        batch_op.drop_index(batch_op.f("ix_timer_commune_id_owner_state"))

    op.drop_table("timer")
    op.drop_table("snapshot")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state_not_before"))
        batch_op.drop_index(batch_op.f("ix_outbox_commune_id_owner_state"))

    op.drop_table("outbox")
    op.drop_table("installation")
    op.drop_table("inbox")
    op.drop_table("dialog")
    op.drop_table("commune")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_commune_id_at"))

    op.drop_table("audit")
