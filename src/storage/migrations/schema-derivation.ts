/** One set of models, two Prisma schemas: Prisma wants one provider a schema. Used by `npm run schemas` and by the test that compares. */
import type { DialectName } from '../database/database.js'

const note = '// Derived from ../models.prisma by `npm run schemas`; edit that file.\n\n'

/** The Prisma schema of one database. SQLite has no JSON type: what is `Json` there is text here. */
export function deriveSchema (models: string, dialect: DialectName): string {
  const datasource = `datasource db {\n  provider = "${dialect}"\n}\n\n`
  return note + datasource + (dialect === 'sqlite' ? models.replace(/\bJson( +)@db\.Json\b/g, 'String') : models)
}
