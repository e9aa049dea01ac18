"""targets, what counts towards them, and the shares of units"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "target",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("value", data.types.Amount(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("stock", sa.Boolean(), nullable=False),
        sa.Column("offered", data.types.Document, nullable=False),
        sa.Column("dropped_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_target_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "target_number",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("target_id", data.types.BigId, nullable=False),
        sa.Column("deliverable_id", data.types.BigId, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["deliverable_id"], ["deliverable.id"], name=op.f("fk_target_number_deliverable_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_number_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_number")),
        sa.UniqueConstraint(
            "target_id", "deliverable_id", "field", name=op.f("uq_target_number_target_id_deliverable_id_field")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("target_number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_number_deliverable_id"), ["deliverable_id"], unique=False)

    op.create_table(
        "target_share",
        sa.Column("target_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("value", data.types.Amount(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_share_target_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_target_share_unit_id")),
        sa.PrimaryKeyConstraint("target_id", "unit_id", name=op.f("pk_target_share")),
    )
    with op.batch_alter_table("target_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_share_unit_id"), ["unit_id"], unique=False)

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_journal_corrected",
            ["campaign_id", "id"],
            unique=False,
            sqlite_where=sa.text("what = 'figure corrected'"),
            postgresql_where=sa.text("what = 'figure corrected'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_corrected")

    with op.batch_alter_table("target_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_share_unit_id"))

    op.drop_table("target_share")
    with op.batch_alter_table("target_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_number_deliverable_id"))

    op.drop_table("target_number")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_campaign_id"))

    op.drop_table("target")
