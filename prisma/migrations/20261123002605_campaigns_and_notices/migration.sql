-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "edits" JSONB,
ADD COLUMN     "recommender_grace" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'file',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "unit_grace" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "message_ids" INTEGER[],
ADD COLUMN     "notice_id" INTEGER;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "muted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "campaign_proposal" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "campaign_id" TEXT,
    "definition" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extension" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "person_id" INTEGER,
    "roster_unit_id" INTEGER,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_by" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "extension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presence" (
    "bot_id" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("bot_id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" SERIAL NOT NULL,
    "bot_id" BIGINT NOT NULL,
    "campaign_id" TEXT,
    "person_id" INTEGER NOT NULL,
    "appointment_id" INTEGER,
    "kind" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "content" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "of_notice" INTEGER,
    "send_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "progress_message_id" INTEGER,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_note" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "roster_unit_id" INTEGER NOT NULL,
    "notice_id" INTEGER,
    "person_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "result" TEXT NOT NULL,
    "words" TEXT,

    CONSTRAINT "call_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "campaign_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("campaign_id","person_id","reason")
);

-- CreateIndex
CREATE INDEX "campaign_proposal_person_id_idx" ON "campaign_proposal"("person_id");

-- CreateIndex
CREATE INDEX "extension_campaign_id_idx" ON "extension"("campaign_id");

-- CreateIndex
CREATE INDEX "extension_person_id_idx" ON "extension"("person_id");

-- CreateIndex
CREATE INDEX "extension_roster_unit_id_idx" ON "extension"("roster_unit_id");

-- CreateIndex
CREATE INDEX "notice_person_id_idx" ON "notice"("person_id");

-- CreateIndex
CREATE INDEX "notice_state_idx" ON "notice"("state");

-- CreateIndex
CREATE INDEX "call_note_campaign_id_roster_unit_id_idx" ON "call_note"("campaign_id", "roster_unit_id");

-- CreateIndex
CREATE INDEX "reminder_person_id_idx" ON "reminder"("person_id");

-- CreateIndex
CREATE INDEX "delivery_notice_id_state_idx" ON "delivery"("notice_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_notice_id_person_id_key" ON "delivery"("notice_id", "person_id");

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_note" ADD CONSTRAINT "call_note_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what the schema language cannot say.
-- A collector enters many paper forms; of their own, a person has one draft a form.
DROP INDEX "submission_one_draft";
CREATE UNIQUE INDEX "submission_one_draft" ON "submission" ("person_id", "campaign_id", "form_id")
  WHERE "state" = 'draft' AND "entered_by" IS NULL;

-- What is for one person goes before what is for many; a notice that pauses is not looked through.
DROP INDEX "delivery_queued";
CREATE INDEX "delivery_queued" ON "delivery" ("bot_id", "priority", "id") WHERE "state" = 'queued' AND "notice_id" IS NULL;
CREATE INDEX "delivery_queued_of_notice" ON "delivery" ("notice_id", "id") WHERE "state" = 'queued' AND "notice_id" IS NOT NULL;
CREATE INDEX "delivery_sending" ON "delivery" ("bot_id", "worker_id") WHERE "state" = 'sending';

ALTER TABLE "campaign" ADD CONSTRAINT "campaign_state_known"
  CHECK ("state" IN ('draft', 'open', 'closedToUnits', 'closedToRecommenders', 'archived'));
ALTER TABLE "notice" ADD CONSTRAINT "notice_state_known"
  CHECK ("state" IN ('draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled'));
