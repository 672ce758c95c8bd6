/** One set of models, two Prisma schemas: Prisma requires one provider per schema. Used by `npm run schemas` and its test. */
import type { DialectName } from '../database/database.js'

const note = '// Derived from ../models.prisma by `npm run schemas`; edit that file.\n\n'

/** The Prisma schema of one database. SQLite has no JSON type: what is `Json` there is text here. */
export function deriveSchema (models: string, dialect: DialectName): string {
  return note + clientOf(dialect) + datasourceOf(dialect) + (dialect === 'sqlite' ? models.replace(/\bJson( +)@db\.Json\b/g, 'String') : models)
}

/** The client of `npm run prisma -- generate`, which nothing in `src` uses. TypeScript that Node runs as it is, so imports end in `.ts`. */
const clientOf = (dialect: DialectName): string => `generator client {
  provider            = "prisma-client"
  output              = "../../generated/${dialect}"
  runtime             = "nodejs"
  moduleFormat        = "esm"
  importFileExtension = "ts"
}

`

const datasourceOf = (dialect: DialectName): string => `datasource db {
  provider = "${dialect}"
}

`
