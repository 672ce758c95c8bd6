-- Written by `npm run migration`, then edited by hand: text compares by its bytes (COLLATE "C").

-- CreateTable
CREATE TABLE "SigningKey" (
    "generation" INTEGER NOT NULL,
    "jwk" TEXT COLLATE "C" NOT NULL,
    "createdAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("generation")
);
