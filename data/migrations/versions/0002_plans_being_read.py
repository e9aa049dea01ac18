"""plans being read"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("file_id", data.types.BigId, nullable=True),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kept", data.types.Document, nullable=False),
        sa.Column("answers", data.types.Document, nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reading_campaign_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_reading_chat_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_reading_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reading_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_person_id"))
        batch_op.drop_index(batch_op.f("ix_reading_file_id"))
        batch_op.drop_index(batch_op.f("ix_reading_campaign_id"))

    op.drop_table("reading")
