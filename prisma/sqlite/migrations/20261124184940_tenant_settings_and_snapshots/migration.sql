-- CreateTable
CREATE TABLE "TenantSetting" (
    "tenant" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "auth" TEXT,
    "pageSize" INTEGER,
    "throttle" TEXT,
    "summaryMode" TEXT,
    CONSTRAINT "TenantSetting_tenant_fkey" FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Revision" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" BIGINT NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenant" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "takenAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "SnapshotPart" (
    "tenant" TEXT NOT NULL,
    "snapshot" INTEGER NOT NULL,
    "data" INTEGER NOT NULL,
    "spare" INTEGER,
    "origin" INTEGER,
    "clean" BIGINT NOT NULL,
    "cleanEnd" BIGINT,

    PRIMARY KEY ("tenant", "snapshot"),
    CONSTRAINT "SnapshotPart_snapshot_fkey" FOREIGN KEY ("snapshot") REFERENCES "Snapshot" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SnapshotPart_data_fkey" FOREIGN KEY ("data") REFERENCES "Tenant" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SnapshotPart_spare_fkey" FOREIGN KEY ("spare") REFERENCES "Tenant" ("key") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SnapshotPart_origin_fkey" FOREIGN KEY ("origin") REFERENCES "Tenant" ("key") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_tenant_name_key" ON "Snapshot"("tenant", "name");

-- CreateIndex
CREATE UNIQUE INDEX "SnapshotPart_data_key" ON "SnapshotPart"("data");
