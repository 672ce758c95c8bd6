-- CreateTable
CREATE TABLE "TenantSetting" (
    "tenant" INTEGER NOT NULL,
    "auth" TEXT COLLATE "C",
    "pageSize" INTEGER,
    "throttle" TEXT COLLATE "C",
    "summaryMode" TEXT COLLATE "C",

    CONSTRAINT "TenantSetting_pkey" PRIMARY KEY ("tenant")
);

-- CreateTable
CREATE TABLE "Revision" (
    "name" TEXT COLLATE "C" NOT NULL,
    "value" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "key" SERIAL NOT NULL,
    "tenant" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "takenAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SnapshotPart" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "snapshot" INTEGER NOT NULL,
    "data" INTEGER NOT NULL,
    "spare" INTEGER,
    "origin" INTEGER,
    "clean" BIGINT NOT NULL,
    "cleanEnd" BIGINT,

    CONSTRAINT "SnapshotPart_pkey" PRIMARY KEY ("tenant","snapshot")
);

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_tenant_name_key" ON "Snapshot"("tenant", "name");

-- CreateIndex
CREATE UNIQUE INDEX "SnapshotPart_data_key" ON "SnapshotPart"("data");

-- AddForeignKey
ALTER TABLE "TenantSetting" ADD CONSTRAINT "TenantSetting_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SnapshotPart" ADD CONSTRAINT "SnapshotPart_snapshot_fkey" FOREIGN KEY ("snapshot") REFERENCES "Snapshot"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SnapshotPart" ADD CONSTRAINT "SnapshotPart_data_fkey" FOREIGN KEY ("data") REFERENCES "Tenant"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SnapshotPart" ADD CONSTRAINT "SnapshotPart_spare_fkey" FOREIGN KEY ("spare") REFERENCES "Tenant"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SnapshotPart" ADD CONSTRAINT "SnapshotPart_origin_fkey" FOREIGN KEY ("origin") REFERENCES "Tenant"("key") ON DELETE SET NULL ON UPDATE CASCADE;
