"""the first tables"""

import sqlalchemy as sa
from alembic import op

import data.types

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("at", data.types.UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_at", ["at"], unique=False)

    op.create_table(
        "campaign",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("opened_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("closed_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("notice_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("noticed_until", data.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "inbox",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("raw", data.types.Document, nullable=False),
        sa.Column("received_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("kept_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("handled_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_inbox_channel_update_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_chat", ["channel", "address", "id"], unique=False)
        batch_op.create_index(
            "ix_inbox_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        )

    op.create_table(
        "mark",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.create_table(
        "person",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("machine", data.types.UtcDateTime(), nullable=False),
        sa.Column("office", data.types.UtcDateTime(), nullable=False),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    op.create_table(
        "unit",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("parent_id", data.types.BigId, nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "unit_group",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "web_session",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("seen_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("ends_at", data.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "chat",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=True),
        sa.Column("group", sa.Boolean(), nullable=False),
        sa.Column("gone_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_chat_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_chat_channel_address")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_person_id"), ["person_id"], unique=False)

    op.create_table(
        "deliverable",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("strict", data.types.UtcDateTime(), nullable=False),
        sa.Column("lenient", data.types.UtcDateTime(), nullable=False),
        sa.Column("hourly", sa.Boolean(), nullable=False),
        sa.Column("form", data.types.Document, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_deliverable_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliverable_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "file",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("source", data.types.Document, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=True),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_file_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_sha256"), ["sha256"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("group_id", data.types.BigId, nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_seat_group_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_seat_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_group_unit",
        sa.Column("group_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_unit_group_unit_group_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_group_unit_unit_id")),
        sa.PrimaryKeyConstraint("group_id", "unit_id", name=op.f("pk_unit_group_unit")),
    )
    with op.batch_alter_table("unit_group_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_group_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "errand",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("args", data.types.Document, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=True),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("free_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("closed_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_errand_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index(
            "ix_errand_waiting",
            ["free_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "holding",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("seat_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("since", data.types.UtcDateTime(), nullable=False),
        sa.Column("until", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holding_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_holding_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_holding_current",
            ["person_id", "seat_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_holding_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seat_id", data.types.BigId, nullable=True),
        sa.Column("person_id", data.types.BigId, nullable=True),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_invitation_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitation_link_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "obligation",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("deliverable_id", data.types.BigId, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("strict", data.types.UtcDateTime(), nullable=False),
        sa.Column("lenient", data.types.UtcDateTime(), nullable=False),
        sa.Column("workflow", sa.String(), nullable=False),
        sa.Column("timeliness", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("next_nudge_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("nudged_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("promised_until", data.types.UtcDateTime(), nullable=True),
        sa.Column("fixed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_obligation_campaign_id")),
        sa.ForeignKeyConstraint(["deliverable_id"], ["deliverable.id"], name=op.f("fk_obligation_deliverable_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obligation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint(
            "unit_id", "deliverable_id", "period", name=op.f("uq_obligation_unit_id_deliverable_id_period")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_deliverable_id"), ["deliverable_id"], unique=False)
        batch_op.create_index(
            "ix_obligation_due",
            ["next_nudge_at"],
            unique=False,
            sqlite_where=sa.text("next_nudge_at IS NOT NULL"),
            postgresql_where=sa.text("next_nudge_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_obligation_status", ["campaign_id", "deliverable_id", "workflow", "timeliness"], unique=False
        )

    op.create_table(
        "outbox",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=True),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("choices", data.types.Document, nullable=False),
        sa.Column("files", data.types.Document, nullable=False),
        sa.Column("replaces", data.types.BigId, nullable=True),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("still", sa.String(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("not_before", data.types.UtcDateTime(), nullable=False),
        sa.Column("free_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("sending", sa.Boolean(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("closed_at", data.types.UtcDateTime(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("receipt_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_outbox_chat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(["replaces"], ["outbox.id"], name=op.f("fk_outbox_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_not_before",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_outbox_once", ["once"], unique=True)
        batch_op.create_index(
            "ix_outbox_order",
            ["chat_id", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_outbox_seq",
            ["chat_id", "seq"],
            unique=True,
            sqlite_where=sa.text("seq IS NOT NULL"),
            postgresql_where=sa.text("seq IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_waiting",
            ["channel", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "web_session_chat",
        sa.Column("session_id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_web_session_chat_chat_id")),
        sa.ForeignKeyConstraint(["session_id"], ["web_session.id"], name=op.f("fk_web_session_chat_session_id")),
        sa.PrimaryKeyConstraint("session_id", "chat_id", name=op.f("pk_web_session_chat")),
    )
    op.create_table(
        "board",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("chat_id", data.types.BigId, nullable=False),
        sa.Column("letter_id", data.types.BigId, nullable=True),
        sa.Column("due_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_board_campaign_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_board_chat_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["outbox.id"], name=op.f("fk_board_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("campaign_id", "chat_id", name=op.f("uq_board_campaign_id_chat_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.create_index(
            "ix_board_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "draft",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("obligation_id", data.types.BigId, nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answers", data.types.Document, nullable=False),
        sa.Column("files", data.types.Document, nullable=False),
        sa.Column("skipped", data.types.Document, nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("touched_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("complete_at", data.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_draft_obligation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            "ix_draft_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(batch_op.f("ix_draft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("at", data.types.UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=True),
        sa.Column("campaign_id", data.types.BigId, nullable=True),
        sa.Column("obligation_id", data.types.BigId, nullable=True),
        sa.Column("detail", data.types.Document, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_journal_campaign_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_journal_obligation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_campaign", ["campaign_id", "id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("obligation_id", data.types.BigId, nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("until", data.types.UtcDateTime(), nullable=False),
        sa.Column("made_at", data.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_promise_obligation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_promise_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_obligation_id"), ["obligation_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", data.types.BigId, nullable=False),
        sa.Column("obligation_id", data.types.BigId, nullable=False),
        sa.Column("campaign_id", data.types.BigId, nullable=False),
        sa.Column("unit_id", data.types.BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", data.types.BigId, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("handed_at", data.types.UtcDateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("answers", data.types.Document, nullable=False),
        sa.Column("files", data.types.Document, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_submission_campaign_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_submission_obligation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_submission_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("obligation_id", "version", name=op.f("uq_submission_obligation_id_version")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_submission_unit_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_handed_at"), ["handed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_handed_at"))

    op.drop_table("submission")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_obligation_id"))

    op.drop_table("promise")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_campaign")

    op.drop_table("journal")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_person_id"))
        batch_op.drop_index(
            "ix_draft_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )

    op.drop_table("draft")
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_board_due", sqlite_where=sa.text("due_at IS NOT NULL"), postgresql_where=sa.text("due_at IS NOT NULL")
        )

    op.drop_table("board")
    op.drop_table("web_session_chat")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_seq", sqlite_where=sa.text("seq IS NOT NULL"), postgresql_where=sa.text("seq IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_outbox_order", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index("ix_outbox_once")
        batch_op.drop_index(
            "ix_outbox_not_before",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index("ix_obligation_status")
        batch_op.drop_index(
            "ix_obligation_due",
            sqlite_where=sa.text("next_nudge_at IS NOT NULL"),
            postgresql_where=sa.text("next_nudge_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_obligation_deliverable_id"))

    op.drop_table("obligation")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_seat_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holding_seat_id"))
        batch_op.drop_index(
            "ix_holding_current", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )

    op.drop_table("holding")
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_errand_waiting",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("errand")
    with op.batch_alter_table("unit_group_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_group_unit_unit_id"))

    op.drop_table("unit_group_unit")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_unit_id"))

    op.drop_table("seat")
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_sha256"))

    op.drop_table("file")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_campaign_id"))

    op.drop_table("deliverable")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_person_id"))

    op.drop_table("chat")
    op.drop_table("web_session")
    op.drop_table("unit_group")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))

    op.drop_table("unit")
    op.drop_table("rehearsal")
    op.drop_table("person")
    op.drop_table("mark")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_open", sqlite_where=sa.text("handled_at IS NULL"), postgresql_where=sa.text("handled_at IS NULL")
        )
        batch_op.drop_index("ix_inbox_chat")

    op.drop_table("inbox")
    op.drop_table("campaign")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_at")

    op.drop_table("attempt")
