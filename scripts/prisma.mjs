// npm run prisma -- <command>: Prisma's command line, on the database of DATABASE_URL (prisma.config.ts). It downloads nothing:
// scripts/schema-engine.mjs stands in for the engine that Prisma would fetch.
import { createRequire } from 'node:module'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foregroundChild } from 'foreground-child'

if (process.platform === 'win32') throw new Error('npm run prisma needs Linux or macOS: Prisma starts its engine as a program, which a script cannot be on Windows. Use WSL.')
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
foregroundChild(process.execPath, [cli, ...process.argv.slice(2)], {
  env: {
    ...process.env,
    // The engine is a script of `node`: let it be this one, whose native modules are installed.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL('schema-engine.mjs', import.meta.url)),
    CHECKPOINT_DISABLE: '1'
  }
})
