"""review and what comes by mail"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0008"
down_revision = "0007"

_NOTHING = sa.text("'{}'")
_ADDED = (
    ("campaign", "mailbox"),
    ("campaign", "forwards"),
    ("deliverable", "restricted"),
    ("deliverable", "readers"),
    ("submission", "source"),
    ("submission", "verdict"),
    ("submission", "ruling"),
)


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("submission_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("settled_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_remark_person_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_remark_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(
            "ix_remark_open",
            ["submission_id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_remark_submission_id"), ["submission_id"], unique=False)

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mailbox", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("mailbox_verified_at", data.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("forwards", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("by_mail_too", sa.Boolean(), nullable=True))

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("readers", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("erase_days", sa.Integer(), nullable=True))

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", data.types.UtcDateTime(), nullable=True))

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("again_by", data.types.UtcDateTime(), nullable=True))

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("entered_by", data.types.BigId, nullable=True))
        batch_op.add_column(sa.Column("verdict", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("decided_at", data.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("decided_by", data.types.BigId, nullable=True))
        batch_op.add_column(sa.Column("viewing_by", data.types.BigId, nullable=True))
        batch_op.add_column(sa.Column("viewing_until", data.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", data.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("ruling", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(
            "ix_submission_unreviewed",
            ["campaign_id", "id"],
            unique=False,
            sqlite_where=sa.text("verdict = '' AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("verdict = '' AND withdrawn_at IS NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_submission_decided_by"), "person", ["decided_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_submission_viewing_by"), "person", ["viewing_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_submission_entered_by"), "person", ["entered_by"], ["id"])

    for table, column in _ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_submission_entered_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_submission_viewing_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_submission_decided_by"), type_="foreignkey")
        batch_op.drop_index(
            "ix_submission_unreviewed",
            sqlite_where=sa.text("verdict = '' AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("verdict = '' AND withdrawn_at IS NULL"),
        )
        batch_op.drop_column("ruling")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("viewing_until")
        batch_op.drop_column("viewing_by")
        batch_op.drop_column("decided_by")
        batch_op.drop_column("decided_at")
        batch_op.drop_column("verdict")
        batch_op.drop_column("entered_by")
        batch_op.drop_column("source")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_column("again_by")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_column("erase_days")
        batch_op.drop_column("readers")
        batch_op.drop_column("restricted")

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_column("by_mail_too")
        batch_op.drop_column("forwards")
        batch_op.drop_column("mailbox_verified_at")
        batch_op.drop_column("mailbox")

    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remark_submission_id"))
        batch_op.drop_index(
            "ix_remark_open", sqlite_where=sa.text("settled_at IS NULL"), postgresql_where=sa.text("settled_at IS NULL")
        )

    op.drop_table("remark")
