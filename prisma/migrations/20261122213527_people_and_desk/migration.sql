-- DropIndex
DROP INDEX "receipt_campaign_id_sequence_key";

-- DropIndex
DROP INDEX "receipt_number_key";

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "last_act" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "receipt" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "entered_by" INTEGER,
ADD COLUMN     "unit_accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "unlocked" JSONB;

-- CreateTable
CREATE TABLE "appointment" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "deputy_of" INTEGER,
    "until" TIMESTAMPTZ(3),
    "appointed_by" INTEGER,
    "appointed_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scope" (
    "appointment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "scope_pkey" PRIMARY KEY ("appointment_id","kind","value")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "grants" JSONB NOT NULL,
    "invited_by" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" INTEGER,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wrong_link" (
    "id" SERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wrong_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_unit" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "credit_code" TEXT,
    "area" TEXT,
    "sector" TEXT,
    "contact_name" TEXT,
    "phone" TEXT,
    "person_id" INTEGER,
    "import_id" INTEGER,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "content" JSONB NOT NULL,
    "undo" JSONB,
    "person_id" INTEGER NOT NULL,
    "appointment_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "filed_demand" (
    "demand_id" INTEGER NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "form_id" TEXT NOT NULL,
    "area" TEXT,
    "sector" TEXT,
    "category" TEXT,
    "field" TEXT,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "credit_code" TEXT,
    "place" INTEGER NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "brief" TEXT,
    "recommendation" TEXT,
    "recommendation_reason" TEXT,
    "rank" INTEGER,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "filed_demand_pkey" PRIMARY KEY ("demand_id")
);

-- CreateTable
CREATE TABLE "demand_link" (
    "first_id" INTEGER NOT NULL,
    "second_id" INTEGER NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_link_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateTable
CREATE TABLE "demand_read" (
    "demand_id" INTEGER NOT NULL,
    "appointment_id" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_read_pkey" PRIMARY KEY ("demand_id","appointment_id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" SERIAL NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "demand_id" INTEGER NOT NULL,
    "question_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "words" TEXT,
    "state" TEXT NOT NULL,
    "appointment_id" INTEGER NOT NULL,
    "at_demand" INTEGER NOT NULL,
    "before" JSONB,
    "sent_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sheet_report" (
    "id" SERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "sheet_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "appointment_id" INTEGER NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sheet_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_act" (
    "campaign_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "appointment_id" INTEGER,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "salt" TEXT,
    "details" JSONB,

    CONSTRAINT "audit_act_pkey" PRIMARY KEY ("campaign_id","sequence")
);

-- CreateTable
CREATE TABLE "dialog" (
    "key" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "dialog_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "appointment_person_id_idx" ON "appointment"("person_id");

-- CreateIndex
CREATE INDEX "appointment_campaign_id_idx" ON "appointment"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_secret_hash_key" ON "invitation"("secret_hash");

-- CreateIndex
CREATE INDEX "wrong_link_external_id_at_idx" ON "wrong_link"("external_id", "at");

-- CreateIndex
CREATE INDEX "roster_unit_campaign_id_area_idx" ON "roster_unit"("campaign_id", "area");

-- CreateIndex
CREATE INDEX "roster_unit_person_id_idx" ON "roster_unit"("person_id");

-- CreateIndex
CREATE INDEX "filed_demand_campaign_id_area_state_idx" ON "filed_demand"("campaign_id", "area", "state");

-- CreateIndex
CREATE INDEX "filed_demand_campaign_id_sector_idx" ON "filed_demand"("campaign_id", "sector");

-- CreateIndex
CREATE INDEX "filed_demand_submission_id_idx" ON "filed_demand"("submission_id");

-- CreateIndex
CREATE INDEX "demand_link_second_id_idx" ON "demand_link"("second_id");

-- CreateIndex
CREATE INDEX "correction_submission_id_idx" ON "correction"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "sheet_report_campaign_id_sheet_id_owner_number_key" ON "sheet_report"("campaign_id", "sheet_id", "owner", "number");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_campaign_id_sequence_version_key" ON "receipt"("campaign_id", "sequence", "version");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_number_version_key" ON "receipt"("number", "version");

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope" ADD CONSTRAINT "scope_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_unit" ADD CONSTRAINT "roster_unit_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filed_demand" ADD CONSTRAINT "filed_demand_demand_id_fkey" FOREIGN KEY ("demand_id") REFERENCES "demand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_link" ADD CONSTRAINT "demand_link_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "filed_demand"("demand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_link" ADD CONSTRAINT "demand_link_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "filed_demand"("demand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_read" ADD CONSTRAINT "demand_read_demand_id_fkey" FOREIGN KEY ("demand_id") REFERENCES "filed_demand"("demand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet_report" ADD CONSTRAINT "sheet_report_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_act" ADD CONSTRAINT "audit_act_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
