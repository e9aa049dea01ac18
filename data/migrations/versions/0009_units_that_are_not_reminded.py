"""units that are not reminded for a while"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_until", data.types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("paused_until")
