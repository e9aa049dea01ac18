"""points for emulation"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "point",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_point_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_point_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_point_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index("ix_point_campaign", ["campaign_id", "unit_id"], unique=False)

    op.create_table(
        "point_rules",
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("rules", data.types.Document, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("settled_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_point_rules_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_point_rules")),
    )


def downgrade() -> None:
    op.drop_table("point_rules")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index("ix_point_campaign")

    op.drop_table("point")
