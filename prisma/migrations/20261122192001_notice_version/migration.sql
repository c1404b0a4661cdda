-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "notice_version" TEXT;
