"""activities and ways to a person"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0007"
down_revision = "0006"

_NOTHING = sa.text("'{}'")
_ADDED = (
    ("deliverable", "kind"),
    ("deliverable", "event"),
    ("deliverable", "above"),
    ("obligation", "part"),
    ("person", "prefers"),
    ("person", "digest"),
)


def upgrade() -> None:
    op.create_table(
        "relay",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("done_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("done_by", data.types.BigId, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_relay_campaign_id")),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_relay_done_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_relay_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("relay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relay_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "ix_relay_waiting",
            ["campaign_id", "unit_id"],
            unique=True,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="report"))
        batch_op.add_column(sa.Column("event", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("above", data.types.Document, nullable=False, server_default=_NOTHING))

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("group_id", data.types.BigId, nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", data.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("put_off_at", data.types.UtcDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_obligation_group_id"), "unit_group", ["group_id"], ["id"])

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prefers", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.false()))

    for table, column in _ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("digest")
        batch_op.drop_column("prefers")

    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_obligation_group_id"), type_="foreignkey")
        batch_op.drop_column("put_off_at")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("group_id")
        batch_op.drop_column("part")

    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_column("above")
        batch_op.drop_column("event")
        batch_op.drop_column("kind")

    with op.batch_alter_table("relay", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_relay_waiting", sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_relay_unit_id"))

    op.drop_table("relay")
