/**
 * Bundles the program into dist/program: few files where there were a thousand, so that a start loads them in half the time. What is native,
 * WebAssembly, found by its folder, or loaded by a name that is put together stays a package of its own.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { makeNewDatabase } from './new-database.mjs'

/** Packages that are not bundled; each is a dependency of this package. */
const SEPARATE = ['better-sqlite3', '@prisma/schema-engine-wasm', '@fastify/swagger-ui', '@sap-ux/odata-vocabularies', 'pino', 'pino-pretty', 'pg-native', '@opentelemetry/*']

/** CommonJS among the modules calls `require` for what stays outside. */
const banner = { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" }

/** @param from The compiled sources. @param to Where the result goes; what was there is removed. */
export async function buildProgram (from = 'dist/src', to = 'dist/program') {
  rmSync(to, { recursive: true, force: true })
  await bundle(from, to)
  await makeNewDatabase(from, join(to, 'new-database.sqlite'))
}

async function bundle (from, to) {
  const { metafile } = await build({
    entryPoints: ['main', 'index', 'storage/database/processes/statement-process'].map(name => join(from, `${name}.js`)),
    entryNames: '[name]',
    outdir: to,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: SEPARATE,
    alias: { '@prisma/debug': fileURLToPath(new URL('./quiet-debug.mjs', import.meta.url)) },
    // Names stay, so that stacks can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    banner,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning'
  })
  writeFileSync(join(to, 'LICENSES.txt'), licensesOf(Object.keys(metafile.inputs)))
}

/** The licences of what was bundled, as their texts demand. */
function licensesOf (inputs) {
  const folders = [...new Set(inputs.flatMap(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []))].sort()
  const texts = folders.map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return `${name} ${version}\n\n${licenseText(folder) ?? `Licensed under ${license}.`}`
  })
  return `The licences of the packages in this bundle.\n\n${[...new Set(texts)].join(`\n\n${'-'.repeat(72)}\n\n`)}\n`
}

function licenseText (folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'License.md']) {
    try { return readFileSync(join(folder, name), 'utf8').trim() } catch {}
  }
  return undefined
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildProgram()
