-- Written by `npm run migration`, then edited by hand: text sorts and compares by its bytes (COLLATE "C"), as OData's ordinal comparison
-- and SQLite do; indexes on nullable columns put null first, so that one index serves both directions of an OData $orderby.

-- CreateTable
CREATE TABLE "Tenant" (
    "key" SERIAL NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "OfficeConfiguration" (
    "tenant" INTEGER NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "changed" BIGINT NOT NULL,
    "nextOrdinal" BIGINT NOT NULL DEFAULT 1,
    "tenantUserCheckinSummary_succeededUserCount" INTEGER,
    "tenantUserCheckinSummary_failedUserCount" INTEGER,

    CONSTRAINT "OfficeConfiguration_pkey" PRIMARY KEY ("tenant")
);

-- CreateTable
CREATE TABLE "OfficeClientCheckinStatus" (
    "tenant" INTEGER NOT NULL,
    "owner" INTEGER NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "userPrincipalName" TEXT COLLATE "C",
    "deviceName" TEXT COLLATE "C",
    "devicePlatform" TEXT COLLATE "C",
    "devicePlatformVersion" TEXT COLLATE "C",
    "wasSuccessful" BOOLEAN NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "checkinDateTime" TEXT COLLATE "C" NOT NULL,
    "checkinDateTime_instant" TEXT COLLATE "C" NOT NULL,
    "errorMessage" TEXT COLLATE "C",
    "appliedPolicies" JSON NOT NULL,

    CONSTRAINT "OfficeClientCheckinStatus_pkey" PRIMARY KEY ("tenant","owner","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_id_key" ON "Tenant"("id");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userPrincipalName_or_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userPrincipalName" NULLS FIRST, "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_deviceName_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "deviceName" NULLS FIRST, "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatform_ordin_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatform" NULLS FIRST, "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatformVersio_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatformVersion" NULLS FIRST, "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_wasSuccessful_ordina_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "wasSuccessful", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userId_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userId", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_checkinDateTime_inst_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "checkinDateTime_instant", "ordinal");

-- AddForeignKey
ALTER TABLE "OfficeConfiguration" ADD CONSTRAINT "OfficeConfiguration_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficeClientCheckinStatus" ADD CONSTRAINT "OfficeClientCheckinStatus_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;
