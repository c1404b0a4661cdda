-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "language" TEXT,
    "active_submission_id" INTEGER,
    "unreachable_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "consent" (
    "person_id" INTEGER NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "text_version" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("person_id","campaign_id","text_version")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "unit_deadline" TIMESTAMPTZ(3) NOT NULL,
    "recommender_deadline" TIMESTAMPTZ(3) NOT NULL,
    "last_receipt" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_version" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "form_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "signals" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "form_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "form_id" TEXT NOT NULL,
    "form_version_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "parked" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand" (
    "id" SERIAL NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "submission_id" INTEGER NOT NULL,
    "demand_id" INTEGER NOT NULL,
    "question_id" TEXT NOT NULL,
    "value" JSONB,
    "note" TEXT,
    "revision" INTEGER NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "message_ids" INTEGER[],
    "piece_lengths" INTEGER[],

    CONSTRAINT "answer_pkey" PRIMARY KEY ("submission_id","demand_id","question_id")
);

-- CreateTable
CREATE TABLE "answer_history" (
    "id" SERIAL NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "demand_id" INTEGER NOT NULL,
    "question_id" TEXT NOT NULL,
    "value" JSONB,
    "note" TEXT,
    "revision" INTEGER NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_update" (
    "bot_id" BIGINT NOT NULL,
    "update_id" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "payload" JSONB,
    "state" TEXT NOT NULL DEFAULT 'received',
    "outcome" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_update_pkey" PRIMARY KEY ("bot_id","update_id")
);

-- CreateTable
CREATE TABLE "lane" (
    "bot_id" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "worker_id" INTEGER NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("bot_id","lane")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" SERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_told" (
    "bot_id" BIGINT NOT NULL,
    "chat_id" BIGINT NOT NULL,

    CONSTRAINT "group_told_pkey" PRIMARY KEY ("bot_id","chat_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" SERIAL NOT NULL,
    "bot_id" BIGINT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 100,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "not_before" TIMESTAMPTZ(3),
    "worker_id" INTEGER,
    "message_id" INTEGER,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "identity_person_id_idx" ON "identity"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "form_version_campaign_id_form_id_number_key" ON "form_version"("campaign_id", "form_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "form_version_campaign_id_form_id_digest_key" ON "form_version"("campaign_id", "form_id", "digest");

-- CreateIndex
CREATE INDEX "submission_person_id_idx" ON "submission"("person_id");

-- CreateIndex
CREATE INDEX "submission_campaign_id_form_id_idx" ON "submission"("campaign_id", "form_id");

-- CreateIndex
CREATE INDEX "demand_submission_id_idx" ON "demand"("submission_id");

-- CreateIndex
CREATE INDEX "answer_history_submission_id_idx" ON "answer_history"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_number_key" ON "receipt"("number");

-- CreateIndex
CREATE INDEX "receipt_submission_id_idx" ON "receipt"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_campaign_id_sequence_key" ON "receipt"("campaign_id", "sequence");

-- CreateIndex
CREATE INDEX "delivery_person_id_idx" ON "delivery"("person_id");

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_form_version_id_fkey" FOREIGN KEY ("form_version_id") REFERENCES "form_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand" ADD CONSTRAINT "demand_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_history" ADD CONSTRAINT "answer_history_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say. It is the tail of the first migration: edit it here until the first
-- release, then only by further migrations.

-- One draft per person and form; the loser of a race gets 23505 and takes the draft that is there.
CREATE UNIQUE INDEX "submission_one_draft" ON "submission" ("person_id", "campaign_id", "form_id")
  WHERE "state" = 'draft';

-- The work that is waiting, lane by lane: an update that was replied to has no lane any more. The index does not
-- look at the state, so that marking an update as applied changes no index. Bytes decide the order, so that both
-- stores agree on it.
CREATE INDEX "inbox_update_waiting" ON "inbox_update" ("bot_id", "lane" COLLATE "C", "update_id")
  WHERE "lane" <> '';

CREATE INDEX "delivery_queued" ON "delivery" ("priority", "id") WHERE "state" = 'queued';

ALTER TABLE "submission" ADD CONSTRAINT "submission_state_known"
  CHECK ("state" IN ('draft', 'submitted'));

ALTER TABLE "inbox_update" ADD CONSTRAINT "inbox_update_state_known"
  CHECK ("state" IN ('received', 'applied', 'replied', 'parked'));

ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state_known"
  CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'blocked', 'unknown', 'cancelled'));

-- Rows that change with every step find room on their own page.
ALTER TABLE "submission" SET (fillfactor = 80);
ALTER TABLE "inbox_update" SET (fillfactor = 50);
