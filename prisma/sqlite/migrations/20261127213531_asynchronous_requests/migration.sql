-- CreateTable
CREATE TABLE "AsyncOperation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "leaseUntil" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "status" INTEGER,
    "headers" TEXT,
    "body" BLOB,
    "length" INTEGER NOT NULL DEFAULT 0
);

-- CreateIndex
CREATE INDEX "AsyncOperation_tenantId_idx" ON "AsyncOperation"("tenantId");

-- CreateIndex
CREATE INDEX "AsyncOperation_expiresAt_idx" ON "AsyncOperation"("expiresAt");
