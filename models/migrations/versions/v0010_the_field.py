"""Classes with their learners, businesses, OCOP products, flags, errands, and since when and until
when an indicator is counted.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "business",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("village_key", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_business_commune_id")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_business")),
        sa.UniqueConstraint(
            "commune_id",
            "name_key",
            "village_key",
            name=op.f("uq_business_commune_id_name_key_village_key"),
        ),
    )
    op.create_table(
        "product",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("maker", sa.String(), nullable=True),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("unlisted_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["commune.id"], name=op.f("fk_product_commune_id")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_product")),
        sa.UniqueConstraint("commune_id", "name_key", name=op.f("uq_product_commune_id_name_key")),
    )
    op.create_table(
        "errand",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("argument", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("kept", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "person_id"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_errand_commune_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_errand")),
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_errand_commune_id_state_next_try_at"),
            ["commune_id", "state", "next_try_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_errand_commune_id_person_id"), ["commune_id", "person_id"], unique=False
        )

    op.create_table(
        "course",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "opened_by"],
            ["person.commune_id", "person.id"],
            name=op.f("fk_course_commune_id_opened_by"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_course_commune_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_course")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_commune_id_team_id"), ["commune_id", "team_id"], unique=False
        )

    op.create_table(
        "learner",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("birth", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("consent_by", sa.String(), nullable=True),
        sa.Column("consent_at", sa.DateTime(), nullable=True),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("qualified_on", sa.Date(), nullable=True),
        sa.Column("qualified_by", sa.String(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "merged_into"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_commune_id_merged_into"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_learner_commune_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_learner")),
    )
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_commune_id_merged_into"),
            ["commune_id", "merged_into"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_learner_commune_id_qualified_on"),
            ["commune_id", "qualified_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_learner_commune_id_team_id"), ["commune_id", "team_id"], unique=False
        )

    op.create_table(
        "business_support",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_business_support_commune_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "business_id"],
            ["business.commune_id", "business.id"],
            name=op.f("fk_business_support_commune_id_business_id"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "activity_id", "business_id", name=op.f("pk_business_support")
        ),
    )
    with op.batch_alter_table("business_support", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_business_support_commune_id_business_id"),
            ["commune_id", "business_id"],
            unique=False,
        )

    op.create_table(
        "course_day",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("course_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "course_id"],
            ["course.commune_id", "course.id"],
            name=op.f("fk_course_day_commune_id_course_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "course_id", "day", name=op.f("pk_course_day")),
    )
    op.create_table(
        "enrolment",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("course_id", sa.String(), nullable=False),
        sa.Column("learner_id", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "course_id"],
            ["course.commune_id", "course.id"],
            name=op.f("fk_enrolment_commune_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "learner_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_enrolment_commune_id_learner_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "course_id", "learner_id", name=op.f("pk_enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_commune_id_learner_id"),
            ["commune_id", "learner_id"],
            unique=False,
        )

    op.create_table(
        "flag",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=True),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_flag_commune_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_flag")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flag_commune_id_activity_id"),
            ["commune_id", "activity_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_flag_commune_id_other_id"), ["commune_id", "other_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_flag_commune_id_settled_at_raised_at"),
            ["commune_id", "settled_at", "raised_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_flag_commune_id_team_id_week"),
            ["commune_id", "team_id", "week"],
            unique=False,
        )

    op.create_table(
        "learner_attendance",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("learner_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "activity_id"],
            ["activity.commune_id", "activity.id"],
            name=op.f("fk_learner_attendance_commune_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "learner_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_attendance_commune_id_learner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "activity_id", "learner_id", name=op.f("pk_learner_attendance")
        ),
    )
    with op.batch_alter_table("learner_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_attendance_commune_id_learner_id"),
            ["commune_id", "learner_id"],
            unique=False,
        )

    op.create_table(
        "learner_key",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("learner_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "learner_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_key_commune_id_learner_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "key", "learner_id", name=op.f("pk_learner_key")),
    )
    with op.batch_alter_table("learner_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_key_commune_id_learner_id"),
            ["commune_id", "learner_id"],
            unique=False,
        )

    op.create_table(
        "learner_verdict",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("one_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("kept_id", sa.String(), nullable=True),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "one_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_verdict_commune_id_one_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "other_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_verdict_commune_id_other_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_learner_verdict")),
    )
    op.create_table(
        "learner_pair",
        sa.Column("commune_id", sa.String(), nullable=False),
        sa.Column("one_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "one_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_pair_commune_id_one_id"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "other_id"],
            ["learner.commune_id", "learner.id"],
            name=op.f("fk_learner_pair_commune_id_other_id"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "one_id", "other_id", name=op.f("pk_learner_pair")),
    )
    with op.batch_alter_table("learner_pair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_pair_commune_id_other_id"),
            ["commune_id", "other_id"],
            unique=False,
        )

    with op.batch_alter_table("learner_verdict", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_verdict_commune_id_one_id_other_id"),
            ["commune_id", "one_id", "other_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_learner_verdict_commune_id_other_id"),
            ["commune_id", "other_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_learner_verdict_commune_id_undone_at_at"),
            ["commune_id", "undone_at", "at"],
            unique=False,
        )

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("course_id", sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_activity_commune_id_course_id"),
            ["commune_id", "course_id"],
            unique=False,
        )

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("retired_on", sa.Date(), nullable=True))

    _compare_more()

    _count_more()


MORE = (
    ("media", "Tin bài phát thanh", "Đã làm bao nhiêu tin, bài hay buổi phát thanh ạ?",
     "tin, bài, buổi", "both"),
    ("duty", "Trực Trung tâm",
     "Đã trực hỗ trợ tại Trung tâm Phục vụ hành chính công bao nhiêu buổi ạ?", "buổi trực",
     "residents"),
    ("contest", "Tham gia cuộc thi", "Có bao nhiêu người được vận động tham gia cuộc thi ạ?",
     "người", "both"),
)  # fmt: skip
"""What a commune counts from now on beside what it counts already."""


def _count_more() -> None:
    """In the communes that are there, behind their own and from their first week that is not closed
    yet: no figure of a closed one changes.
    """
    connection = op.get_bind()
    newest = sa.text(
        "SELECT commune.id, (SELECT MAX(week) FROM snapshot WHERE commune_id = commune.id) AS week,"
        " (SELECT MAX(position) FROM indicator WHERE commune_id = commune.id) AS position"
        " FROM commune"
    )
    there = {
        (row.commune_id, row.id)
        for row in connection.execute(sa.text("SELECT commune_id, id FROM indicator"))
    }
    row = sa.text(
        "INSERT INTO indicator (commune_id, id, label, question, unit, limit_per_entry, audience,"
        " is_active, position, since) VALUES (:commune, :id, :label, :question, :unit, 200,"
        " :audience, 1, :position, :since)"
    )
    for commune in connection.execute(newest).all():
        place = commune.position or 0
        for id_, label, question, unit, audience in MORE:
            if (commune.id, id_) in there:
                continue
            place += 1
            connection.execute(
                row,
                {
                    "commune": commune.id, "id": id_, "label": label, "question": question,
                    "unit": unit, "audience": audience, "position": place,
                    "since": _first_open(commune.week),
                },
            )  # fmt: skip


def _first_open(closed: str | None) -> str | None:
    """The Monday after a week as in "2026-W47"; None where no week was closed yet."""
    if closed is None:
        return None
    year, _, week = closed.partition("-W")
    return (date.fromisocalendar(int(year), int(week), 7) + timedelta(days=1)).isoformat()


def _compare_more() -> None:
    """What entries are looked over by: a village's figures, a photo's bytes."""
    with op.batch_alter_table("village", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vneid_had", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("vneid_day", sa.Date(), nullable=True))

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_commune_id_digest"), ["commune_id", "digest"], unique=False
        )


def _compare_less() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_commune_id_digest"))

    # Not in a batch: it would drop the table that teams point at.
    op.drop_column("village", "vneid_day")
    op.drop_column("village", "vneid_had")


def downgrade() -> None:
    op.execute(
        "DELETE FROM indicator WHERE id IN ('media', 'duty', 'contest')"
        " AND id NOT IN (SELECT indicator_id FROM activity_indicator)"
    )
    with op.batch_alter_table("learner_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_pair_commune_id_other_id"))

    op.drop_table("learner_pair")
    _compare_less()

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("retired_on")
        batch_op.drop_column("since")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_commune_id_course_id"))
        batch_op.drop_column("course_id")

    with op.batch_alter_table("learner_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_verdict_commune_id_undone_at_at"))
        batch_op.drop_index(batch_op.f("ix_learner_verdict_commune_id_other_id"))
        batch_op.drop_index(batch_op.f("ix_learner_verdict_commune_id_one_id_other_id"))

    op.drop_table("learner_verdict")
    with op.batch_alter_table("learner_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_key_commune_id_learner_id"))

    op.drop_table("learner_key")
    with op.batch_alter_table("learner_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_attendance_commune_id_learner_id"))

    op.drop_table("learner_attendance")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_commune_id_team_id_week"))
        batch_op.drop_index(batch_op.f("ix_flag_commune_id_settled_at_raised_at"))
        batch_op.drop_index(batch_op.f("ix_flag_commune_id_other_id"))
        batch_op.drop_index(batch_op.f("ix_flag_commune_id_activity_id"))

    op.drop_table("flag")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_commune_id_learner_id"))

    op.drop_table("enrolment")
    op.drop_table("course_day")
    with op.batch_alter_table("business_support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_business_support_commune_id_business_id"))

    op.drop_table("business_support")
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_commune_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_learner_commune_id_qualified_on"))
        batch_op.drop_index(batch_op.f("ix_learner_commune_id_merged_into"))

    op.drop_table("learner")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_commune_id_team_id"))

    op.drop_table("course")
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_errand_commune_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_errand_commune_id_state_next_try_at"))

    op.drop_table("errand")
    op.drop_table("product")
    op.drop_table("business")
