// npm run schemas: writes the Prisma schema of each database from prisma/models.prisma.
import { readFileSync, writeFileSync } from 'node:fs'
import { deriveSchema } from '../dist/src/storage/migrations/schema-derivation.js'

const models = readFileSync('prisma/models.prisma', 'utf8')
for (const dialect of ['sqlite', 'postgresql']) writeFileSync(`prisma/${dialect}/schema.prisma`, deriveSchema(models, dialect))
