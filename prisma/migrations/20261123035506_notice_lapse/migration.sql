-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "lapse" TEXT;
