-- A submission that was sent back: what the schema cannot say.
ALTER TABLE "submission" DROP CONSTRAINT "submission_state_known";
ALTER TABLE "submission" ADD CONSTRAINT "submission_state_known"
  CHECK ("state" IN ('draft', 'submitted', 'correcting'));
