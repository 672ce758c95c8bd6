-- AlterTable
ALTER TABLE "Snapshot" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
