"""people who come in, requests, calls, periods"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0004"
down_revision = "0003"

_NOTHING = sa.text("'{}'")


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_call_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_call_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index("ix_call_unit", ["unit_id", "at"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=True),
        sa.Column("unit_id", data.types.BigId, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("matches", sa.Boolean(), nullable=False),
        sa.Column("files", data.types.Document, nullable=False),
        sa.Column("handed_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("decided_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("decided_by", data.types.BigId, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_claim_campaign_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_claim_chat_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_claim_decided_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_claim_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(
            "ix_claim_open",
            ["chat_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_claim_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("obligation_id", data.types.BigId, nullable=True),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wanted", data.types.UtcDateTime(), nullable=True),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("answered_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("answered_by", data.types.BigId, nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_request_answered_by")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_request_campaign_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_request_obligation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_request_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_obligation_id"), ["obligation_id"], unique=False)
        batch_op.create_index(
            "ix_request_open",
            ["campaign_id"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rungs", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("paused_until", data.types.UtcDateTime(), nullable=True))

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rhythm", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("period", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("opens_at", data.types.UtcDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_deliverable_opens_at"), ["opens_at"], unique=False)

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign_id", data.types.BigId, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_invitation_campaign_id"), "campaign", ["campaign_id"], ["id"])

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_until", data.types.UtcDateTime(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hour", sa.Integer(), nullable=True))
    added = (("campaign", "rungs"), ("deliverable", "rhythm"), ("deliverable", "period"), ("person", "email"))
    for table, column in added:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("hour")
        batch_op.drop_column("email")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_column("held_until")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invitation_campaign_id"), type_="foreignkey")
        batch_op.drop_column("campaign_id")

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_opens_at"))
        batch_op.drop_column("opens_at")
        batch_op.drop_column("period")
        batch_op.drop_column("rhythm")

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_column("paused_until")
        batch_op.drop_column("rungs")

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_request_open",
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_request_obligation_id"))

    op.drop_table("request")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_unit_id"))
        batch_op.drop_index(
            "ix_claim_open", sqlite_where=sa.text("decided_at IS NULL"), postgresql_where=sa.text("decided_at IS NULL")
        )

    op.drop_table("claim")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index("ix_call_unit")

    op.drop_table("call")
