// For `npm run prisma -- <command>`: the database of DATABASE_URL, and the schema and migrations that belong to it.
import { resolve } from 'node:path'
import { defineConfig } from 'prisma/config'

const url = process.env['DATABASE_URL'] || 'file:./data/office.db'
const folder = url.startsWith('file:') ? 'prisma/sqlite' : 'prisma/postgresql'

export default defineConfig({
  schema: `${folder}/schema.prisma`,
  migrations: { path: `${folder}/migrations` },
  datasource: { url: url.startsWith('file:') ? `file://${resolve(url.slice('file:'.length))}` : url }
})
