-- Written by `npm run migration`, then edited by hand: text compares by its bytes (COLLATE "C").

-- CreateTable
CREATE TABLE "AsyncOperation" (
    "id" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "leaseUntil" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "status" INTEGER,
    "headers" TEXT COLLATE "C",
    "body" BYTEA,
    "length" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AsyncOperation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AsyncOperation_tenantId_idx" ON "AsyncOperation"("tenantId");

-- CreateIndex
CREATE INDEX "AsyncOperation_expiresAt_idx" ON "AsyncOperation"("expiresAt");
