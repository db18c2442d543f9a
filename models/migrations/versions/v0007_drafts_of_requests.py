"""What a person had written before it was left lying, for whoever writes it down for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scribe_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("draft", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scribe_request", schema=None) as batch_op:
        batch_op.drop_column("draft")
