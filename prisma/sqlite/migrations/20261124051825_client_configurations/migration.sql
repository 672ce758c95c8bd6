-- CreateTable
CREATE TABLE "OfficeClientConfiguration" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "displayName" TEXT,
    "description" TEXT,
    "priority" INTEGER NOT NULL,
    "userCheckinSummary_succeededUserCount" INTEGER,
    "userCheckinSummary_failedUserCount" INTEGER,

    PRIMARY KEY ("tenant", "owner", "ordinal"),
    CONSTRAINT "OfficeClientConfiguration_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OfficeClientConfigurationAssignment" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "target_type" TEXT,
    "target_groupId" TEXT,

    PRIMARY KEY ("tenant", "owner", "ordinal"),
    CONSTRAINT "OfficeClientConfigurationAssignment_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StreamContent" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "property" TEXT NOT NULL,
    "changed" BIGINT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "length" INTEGER NOT NULL,

    PRIMARY KEY ("tenant", "owner", "property"),
    CONSTRAINT "StreamContent_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StreamPiece" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "property" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "content" BLOB NOT NULL,

    PRIMARY KEY ("tenant", "owner", "property", "position"),
    CONSTRAINT "StreamPiece_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Edited by hand: a table that others refer to is altered, not made anew. Within a transaction the foreign keys cannot be switched off, and to drop
-- "Tenant" would delete everything that refers to it.

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN "nextOrdinal" BIGINT NOT NULL DEFAULT 1;
UPDATE "Tenant" SET "nextOrdinal" = COALESCE((SELECT e."nextOrdinal" FROM "OfficeConfiguration" e WHERE e."tenant" = "Tenant"."key"), 1);

-- AlterTable
ALTER TABLE "OfficeConfiguration" DROP COLUMN "nextOrdinal";

-- RedefineTables
CREATE TABLE "new_OfficeClientCheckinStatus" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
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
INSERT INTO "new_OfficeClientCheckinStatus" ("appliedPolicies", "changed", "checkinDateTime", "checkinDateTime_instant", "deviceName", "devicePlatform", "devicePlatformVersion", "errorMessage", "ordinal", "owner", "tenant", "userId", "userPrincipalName", "wasSuccessful") SELECT "appliedPolicies", "changed", "checkinDateTime", "checkinDateTime_instant", "deviceName", "devicePlatform", "devicePlatformVersion", "errorMessage", "ordinal", "owner", "tenant", "userId", "userPrincipalName", "wasSuccessful" FROM "OfficeClientCheckinStatus";
DROP TABLE "OfficeClientCheckinStatus";
ALTER TABLE "new_OfficeClientCheckinStatus" RENAME TO "OfficeClientCheckinStatus";
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userPrincipalName_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userPrincipalName", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_deviceName_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "deviceName", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatform_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatform", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_devicePlatformVersion_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "devicePlatformVersion", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_wasSuccessful_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "wasSuccessful", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_userId_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "userId", "ordinal");
CREATE INDEX "OfficeClientCheckinStatus_tenant_owner_checkinDateTime_instant_ordinal_idx" ON "OfficeClientCheckinStatus"("tenant", "owner", "checkinDateTime_instant", "ordinal");

-- CreateIndex
CREATE INDEX "OfficeClientConfiguration_tenant_owner_priority_ordinal_idx" ON "OfficeClientConfiguration"("tenant", "owner", "priority", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "OfficeClientConfiguration_tenant_id_key" ON "OfficeClientConfiguration"("tenant", "id");

-- CreateIndex
CREATE UNIQUE INDEX "OfficeClientConfigurationAssignment_tenant_id_key" ON "OfficeClientConfigurationAssignment"("tenant", "id");
