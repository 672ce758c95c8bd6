/**
 * Bundles the program into dist/program: few files where there were a thousand, so that a start loads them in half the time. What is native,
 * WebAssembly, found by its folder, or loaded by a name that is put together stays a package of its own.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { makeNewDatabase } from './new-database.mjs'

/** Packages that are not bundled; each is a dependency of this package. */
const SEPARATE = ['better-sqlite3', '@prisma/schema-engine-wasm', '@fastify/swagger-ui', '@sap-ux/odata-vocabularies', 'pino', 'pino-pretty', 'pg-native', '@opentelemetry/*']

/** Swagger's library needs YAML for the one answer of `/docs/yaml`: it is loaded from its package then, and not with every start. */
const lateYaml = {
  name: 'late-yaml',
  setup (build) {
    build.onResolve({ filter: /^yaml$/ }, ({ importer, namespace }) => {
      if (namespace === 'late-yaml') return { path: 'yaml', external: true }
      return /@fastify[\\/]swagger[\\/]/.test(importer) ? { path: 'yaml', namespace: 'late-yaml' } : undefined
    })
    build.onLoad({ filter: /^yaml$/, namespace: 'late-yaml' }, () =>
      ({ contents: "exports.stringify = (...args) => require('yaml').stringify(...args)\nexports.parse = (...args) => require('yaml').parse(...args)" }))
  }
}

/**
 * Few files at a start. Modules are in one file when the same entries reach them, and each module that is loaded late is an entry: what it
 * shares with the service would be cut into ever smaller files. So each of them imports the service, which is there by then.
 */
const oneStart = from => ({
  name: 'one-start',
  setup (build) {
    const service = resolve(from, 'server.js')
    const late = lateModules(from)
    build.onLoad({ filter: /\.js$/ }, ({ path }) =>
      late.has(path) ? { contents: `import ${JSON.stringify(service)}\n${readFileSync(path, 'utf8')}` } : undefined)
  }
})

/** The modules that those of the service import with `import()`; a command loads what it needs by itself. */
const lateModules = from => new Set(readdirSync(from, { recursive: true })
  .filter(file => file.endsWith('.js') && file !== 'main.js' && !file.startsWith('commands'))
  .flatMap(file => [...readFileSync(join(from, file), 'utf8').matchAll(/import\((['"])(\.[^'"]+)\1\)/g)]
    .map(([,, to]) => resolve(from, dirname(file), to))))

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
    plugins: [lateYaml, oneStart(from)],
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
