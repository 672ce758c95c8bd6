-- Written by `npm run migration`, then edited by hand: text compares by its bytes (COLLATE "C"), and the ordinals in use are kept.

-- AlterTable
ALTER TABLE "OfficeClientCheckinStatus" DROP CONSTRAINT "OfficeClientCheckinStatus_pkey",
ALTER COLUMN "owner" SET DATA TYPE BIGINT,
ADD CONSTRAINT "OfficeClientCheckinStatus_pkey" PRIMARY KEY ("tenant", "owner", "ordinal");

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "nextOrdinal" BIGINT NOT NULL DEFAULT 1;
UPDATE "Tenant" t SET "nextOrdinal" = e."nextOrdinal" FROM "OfficeConfiguration" e WHERE e."tenant" = t."key";

-- AlterTable
ALTER TABLE "OfficeConfiguration" DROP COLUMN "nextOrdinal";

-- CreateTable
CREATE TABLE "OfficeClientConfiguration" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "priority" INTEGER NOT NULL,
    "userCheckinSummary_succeededUserCount" INTEGER,
    "userCheckinSummary_failedUserCount" INTEGER,

    CONSTRAINT "OfficeClientConfiguration_pkey" PRIMARY KEY ("tenant","owner","ordinal")
);

-- CreateTable
CREATE TABLE "OfficeClientConfigurationAssignment" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "target_type" TEXT COLLATE "C",
    "target_groupId" TEXT COLLATE "C",

    CONSTRAINT "OfficeClientConfigurationAssignment_pkey" PRIMARY KEY ("tenant","owner","ordinal")
);

-- CreateTable
CREATE TABLE "StreamContent" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "changed" BIGINT NOT NULL,
    "mediaType" TEXT COLLATE "C" NOT NULL,
    "length" INTEGER NOT NULL,

    CONSTRAINT "StreamContent_pkey" PRIMARY KEY ("tenant","owner","property")
);

-- CreateTable
CREATE TABLE "StreamPiece" (
    "tenant" INTEGER NOT NULL,
    "owner" BIGINT NOT NULL,
    "property" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "StreamPiece_pkey" PRIMARY KEY ("tenant","owner","property","position")
);

-- CreateIndex
CREATE INDEX "OfficeClientConfiguration_tenant_owner_priority_ordinal_idx" ON "OfficeClientConfiguration"("tenant", "owner", "priority", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "OfficeClientConfiguration_tenant_id_key" ON "OfficeClientConfiguration"("tenant", "id");

-- CreateIndex
CREATE UNIQUE INDEX "OfficeClientConfigurationAssignment_tenant_id_key" ON "OfficeClientConfigurationAssignment"("tenant", "id");

-- AddForeignKey
ALTER TABLE "OfficeClientConfiguration" ADD CONSTRAINT "OfficeClientConfiguration_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficeClientConfigurationAssignment" ADD CONSTRAINT "OfficeClientConfigurationAssignment_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StreamContent" ADD CONSTRAINT "StreamContent_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StreamPiece" ADD CONSTRAINT "StreamPiece_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- The token of a page that is inside another one (src/odata/skip-token.ts): the first 12 bytes of the SHA-256 of a fixed text and the content, then the content.
CREATE FUNCTION odata_skip_token (content text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT rtrim(translate(encode(substr(sha256(convert_to('graph-office-emulator/skiptoken/1' || content, 'UTF8')), 1, 12) || convert_to(content, 'UTF8'), 'base64'), E'+/\n', '-_'), '=')
$$;
