-- AlterTable
ALTER TABLE "models" ADD COLUMN     "network" JSONB;
