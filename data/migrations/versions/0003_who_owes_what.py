"""who owes what, templates, and the text a plan was read from"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0003"
down_revision = "0002"

_NOTHING = sa.text("'{}'")


def upgrade() -> None:
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owners", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("papers", data.types.Document, nullable=False, server_default=_NOTHING))
        batch_op.add_column(sa.Column("dropped_at", data.types.UtcDateTime(), nullable=True))
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lines", data.types.Document, nullable=False, server_default=_NOTHING))
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wording", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hourly", sa.Boolean(), nullable=True))
    added = (("deliverable", "owners"), ("deliverable", "papers"), ("reading", "lines"), ("obligation", "wording"))
    for table, column in added:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_column("hourly")
        batch_op.drop_column("wording")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_column("lines")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_column("dropped_at")
        batch_op.drop_column("papers")
        batch_op.drop_column("owners")
