"""Lists of units being read"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "roster_import",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("file_id", data.types.BigId, nullable=True),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kept", data.types.Document, nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_roster_import_chat_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_roster_import_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_import_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_import_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_import_person_id"))
        batch_op.drop_index(batch_op.f("ix_roster_import_file_id"))

    op.drop_table("roster_import")
