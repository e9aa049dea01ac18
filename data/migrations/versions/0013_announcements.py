"""announcements"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("files", data.types.Document, nullable=False),
        sa.Column("whom", data.types.Document, nullable=False),
        sa.Column("asks", data.types.Document, nullable=False),
        sa.Column("speaker", data.types.Document, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("touched_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("wished_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("due_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("sent_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("began_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("again_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("reminded_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("stopped_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("corrected_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("cursor", data.types.BigId, nullable=True),
        sa.Column("mend_cursor", data.types.BigId, nullable=True),
        sa.Column("again_cursor", data.types.BigId, nullable=True),
        sa.Column("letter_id", data.types.BigId, nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_broadcast_chat_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["outbox.id"], name=op.f("fk_broadcast_letter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_broadcast_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.create_index(
            "ix_broadcast_draft",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index(
            "ix_broadcast_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "recipient",
        sa.Column("broadcast_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=True),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("answered_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_recipient_broadcast_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_recipient_chat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recipient_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recipient_unit_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name=op.f("pk_recipient")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("broadcast_id", data.types.BigId, nullable=True))
        batch_op.create_index(
            "ix_outbox_broadcast",
            ["broadcast_id", "person_id"],
            unique=False,
            sqlite_where=sa.text("broadcast_id IS NOT NULL"),
            postgresql_where=sa.text("broadcast_id IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_broadcast",
            sqlite_where=sa.text("broadcast_id IS NOT NULL"),
            postgresql_where=sa.text("broadcast_id IS NOT NULL"),
        )
        batch_op.drop_column("broadcast_id")

    op.drop_table("recipient")
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_broadcast_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_broadcast_draft", sqlite_where=sa.text("state = 'draft'"), postgresql_where=sa.text("state = 'draft'")
        )

    op.drop_table("broadcast")
