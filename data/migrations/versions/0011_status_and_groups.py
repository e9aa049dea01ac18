"""status and groups"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0011"
down_revision = "0010"

_SAYS_NIL = {
    "sqlite": "UPDATE submission SET nil = 1 WHERE json_extract(answers, '$.fields._nil') IS NOT NULL",
    "postgresql": "UPDATE submission SET nil = true WHERE answers -> 'fields' ->> '_nil' IS NOT NULL",
}


def upgrade() -> None:
    op.create_table(
        "bound_group",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=True),
        sa.Column("group_id", data.types.BigId, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("bound_by", data.types.BigId, nullable=False),
        sa.Column("bound_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("letter_id", data.types.BigId, nullable=True),
        sa.Column("due_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["bound_by"], ["person.id"], name=op.f("fk_bound_group_bound_by")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_bound_group_campaign_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_bound_group_chat_id")),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_bound_group_group_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["outbox.id"], name=op.f("fk_bound_group_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bound_group")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_bound_group_chat_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bound_group", schema=None) as batch_op:
        batch_op.create_index(
            "ix_bound_group_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", data.types.BigId, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_invitation_group_id"), "unit_group", ["group_id"], ["id"])

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligation_deliverable_id"))
        batch_op.drop_index(batch_op.f("ix_obligation_status"))
        batch_op.create_index(
            "ix_obligation_status",
            ["deliverable_id", "period", "workflow", "timeliness", "promised_until", "unit_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_obligation_campaign_id"), ["campaign_id"], unique=False)

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nil", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(
            "ix_submission_nil",
            ["campaign_id"],
            unique=False,
            sqlite_where=sa.text("nil = 1"),
            postgresql_where=sa.text("nil"),
        )

    op.execute(sa.text(_SAYS_NIL[op.get_bind().dialect.name]))


def downgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_nil", sqlite_where=sa.text("nil = 1"), postgresql_where=sa.text("nil"))
        batch_op.drop_column("nil")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligation_campaign_id"))
        batch_op.drop_index("ix_obligation_status")
        batch_op.create_index(
            batch_op.f("ix_obligation_status"),
            ["campaign_id", "deliverable_id", "workflow", "timeliness"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_obligation_deliverable_id"), ["deliverable_id"], unique=False)

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invitation_group_id"), type_="foreignkey")
        batch_op.drop_column("group_id")

    with op.batch_alter_table("bound_group", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_bound_group_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("bound_group")
