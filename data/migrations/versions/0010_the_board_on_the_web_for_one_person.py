"""the board on the web for one person"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "viewing",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("cookie_hash", sa.String(), nullable=True),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("opened_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("ends_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_viewing_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_viewing_cookie_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_viewing_link_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("viewing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_viewing_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_viewing_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("viewing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_viewing_person_id"))
        batch_op.drop_index(batch_op.f("ix_viewing_ends_at"))

    op.drop_table("viewing")
