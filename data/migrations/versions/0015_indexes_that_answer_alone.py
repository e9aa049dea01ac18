"""indexes that answer alone"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_person_id"))
        batch_op.create_index("ix_chat_person", ["person_id", "gone_at"], unique=False)

    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holding_seat_id"))
        batch_op.create_index("ix_holding_seat", ["seat_id", "until", "person_id"], unique=False)

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_nil")
        batch_op.create_index(
            "ix_submission_nil",
            ["campaign_id", "obligation_id", "version"],
            unique=False,
            sqlite_where=sa.text("nil = 1 AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("nil AND withdrawn_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_nil")
        batch_op.create_index(
            "ix_submission_nil",
            ["campaign_id"],
            unique=False,
            sqlite_where=sa.text("nil = 1"),
            postgresql_where=sa.text("nil"),
        )

    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_index("ix_holding_seat")
        batch_op.create_index(batch_op.f("ix_holding_seat_id"), ["seat_id"], unique=False)

    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index("ix_chat_person")
        batch_op.create_index(batch_op.f("ix_chat_person_id"), ["person_id"], unique=False)
