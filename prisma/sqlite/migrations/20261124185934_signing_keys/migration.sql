-- CreateTable
CREATE TABLE "SigningKey" (
    "generation" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "jwk" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);
