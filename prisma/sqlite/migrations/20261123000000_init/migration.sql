-- CreateTable
CREATE TABLE "Tenant" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "OfficeConfiguration" (
    "tenant" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "changed" BIGINT NOT NULL,
    "nextOrdinal" BIGINT NOT NULL DEFAULT 1,
    "tenantUserCheckinSummary_succeededUserCount" INTEGER,
    "tenantUserCheckinSummary_failedUserCount" INTEGER,
    CONSTRAINT "OfficeConfiguration_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OfficeClientCheckinStatus" (
    "tenant" INTEGER NOT NULL,
    "owner" INTEGER NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "userPrincipalName" TEXT,
    "deviceName" TEXT,
    "devicePlatform" TEXT,
    "devicePlatformVersion" TEXT,
    "wasSuccessful" BOOLEAN NOT NULL,
    "userId" TEXT NOT NULL,
    "checkinDateTime" TEXT NOT NULL,
    "checkinDateTime_instant" TEXT NOT NULL,
    "errorMessage" TEXT,
    "appliedPolicies" TEXT NOT NULL,

    PRIMARY KEY ("tenant", "owner", "ordinal"),
    CONSTRAINT "OfficeClientCheckinStatus_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_id_key" ON "Tenant"("id");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userPrincipalName_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userPrincipalName", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_deviceName_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "deviceName", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatform_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatform", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatformVersion_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatformVersion", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_wasSuccessful_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "wasSuccessful", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userId_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userId", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_checkinDateTime_instant_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "checkinDateTime_instant", "ordinal");
