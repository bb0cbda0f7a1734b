-- CreateEnum
CREATE TYPE "ModelKind" AS ENUM ('denoiser', 'embedder');

-- AlterEnum
ALTER TYPE "JobState" ADD VALUE 'paused';

-- AlterEnum
ALTER TYPE "SeedOrigin" ADD VALUE 'embedder';
ALTER TYPE "SeedOrigin" ADD VALUE 'descent';
ALTER TYPE "SeedOrigin" ADD VALUE 'best';
ALTER TYPE "SeedOrigin" ADD VALUE 'image';

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "ending" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "method" JSONB,
ADD COLUMN     "realism" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "stateSha256" TEXT;

-- AlterTable
ALTER TABLE "models" ADD COLUMN     "configSha256" TEXT,
ADD COLUMN     "generatorId" TEXT,
ADD COLUMN     "kind" "ModelKind" NOT NULL DEFAULT 'denoiser',
ADD COLUMN     "meanSquaredError" DOUBLE PRECISION,
ADD COLUMN     "sessionId" TEXT,
ADD COLUMN     "weightsSha256" TEXT;

-- AlterTable
ALTER TABLE "revisions" ADD COLUMN     "endedBy" TEXT,
ADD COLUMN     "errors" JSONB,
ADD COLUMN     "method" JSONB,
ADD COLUMN     "realism" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "stages" JSONB;

-- Until now every seed was found by inversion, with its number of corrections in a column of its own.
UPDATE "jobs" SET "method" = jsonb_build_object('name', 'inversion', 'corrections', "corrections") WHERE "kind" = 'embed';
UPDATE "revisions" SET
  "method" = jsonb_build_object('name', 'inversion', 'corrections', "corrections"),
  "errors" = '[]', "stages" = '[]', "endedBy" = 'finished'
WHERE "kind" = 'embed';
ALTER TABLE "jobs" DROP COLUMN "corrections";
ALTER TABLE "revisions" DROP COLUMN "corrections";

-- The same in the rows that events tell of.
UPDATE "events" SET "changes" = (
  SELECT jsonb_agg(
    CASE
      WHEN change #>> '{row,kind}' = 'embed' THEN jsonb_set(change, '{row}',
        ((change -> 'row') - 'corrections')
        || jsonb_build_object('method', jsonb_build_object('name', 'inversion', 'corrections', change #> '{row,corrections}'))
        || CASE WHEN change ->> 'noun' = 'job'
             THEN '{"startSeedId": null, "ending": false}'::jsonb
             ELSE '{"trajectory": [], "stages": [], "endedBy": "finished"}'::jsonb
           END)
      WHEN change #>> '{row,kind}' = 'generate' THEN jsonb_set(change, '{row}', (change -> 'row') || '{"realism": 0}'::jsonb)
      ELSE change
    END ORDER BY place)
  FROM jsonb_array_elements("changes") WITH ORDINALITY AS each(change, place)
)
WHERE jsonb_array_length("changes") > 0;

-- CreateTable
CREATE TABLE "datasets" (
    "id" UUID NOT NULL,
    "sessionId" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zipSha256" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trainings" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "losses" INTEGER NOT NULL DEFAULT 0,
    "ending" BOOLEAN NOT NULL DEFAULT false,
    "modelId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lesson" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "data" JSONB NOT NULL,
    "dataName" TEXT NOT NULL,
    "facts" JSONB,
    "curve" JSONB NOT NULL DEFAULT '[]',
    "samplesSha256" TEXT,
    "samplesCount" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "trainings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "datasets_sessionId_idx" ON "datasets"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "trainings_modelId_key" ON "trainings"("modelId");

-- CreateIndex
CREATE INDEX "trainings_sessionId_state_idx" ON "trainings"("sessionId", "state");

-- CreateIndex
CREATE INDEX "trainings_state_idx" ON "trainings"("state");

-- CreateIndex
CREATE INDEX "models_sessionId_idx" ON "models"("sessionId");

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_configSha256_fkey" FOREIGN KEY ("configSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_weightsSha256_fkey" FOREIGN KEY ("weightsSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_stateSha256_fkey" FOREIGN KEY ("stateSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_zipSha256_fkey" FOREIGN KEY ("zipSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_samplesSha256_fkey" FOREIGN KEY ("samplesSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;
