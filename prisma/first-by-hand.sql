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
