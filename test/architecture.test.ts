/** What ARCHITECTURE.md promises of the structure, read off the import lines. */
import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import t from 'tap'

interface SourceFile {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

function readSources (folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => {
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    const imports = [...text.matchAll(/(?:^(?:import|export)\b[^'\n]* from |import\()'([^']+)'/gm)].map(([, specifier = '']) => specifier.startsWith('.') ? normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts') : specifier)
    return { path, text, imports }
  })
}

const sources = readSources('src')

/** Each layer, from the bottom; a file may import from its own layer and from those it names. */
const layers: ReadonlyArray<readonly [name: string, files: RegExp, mayImport: readonly string[]]> = [
  ['errors', /^src\/errors\.ts$/, []],
  ['config', /^src\/(clock|config|logging|package-folder|recent)\.ts$/, []],
  ['edm', /^src\/edm\//, ['errors']],
  ['model', /^src\/model\//, ['edm']],
  ['odata/url', /^src\/odata\/url\//, ['errors', 'edm']],
  ['odata', /^src\/odata\/(?!url\/)/, ['errors', 'edm', 'odata/url']],
  ['plan', /^src\/plan\//, ['errors', 'edm', 'odata']],
  ['storage', /^src\/storage\//, ['errors', 'config', 'edm', 'odata', 'plan']],
  ['identity', /^src\/identity\//, ['config', 'storage']],
  ['tls', /^src\/tls\//, ['config']],
  ['pipeline', /^src\/(pipeline|prepared-requests|write-response|write-stream)\.ts$/, ['errors', 'config', 'edm', 'odata/url', 'odata', 'plan']],
  ['http', /^src\/http\//, ['errors', 'config', 'edm', 'model', 'odata', 'plan', 'storage', 'identity', 'tls', 'pipeline']],
  ['admin', /^src\/admin\//, ['errors', 'config', 'edm', 'model', 'odata/url', 'odata', 'plan', 'storage', 'pipeline', 'http']],
  ['server', /^src\/(server|listen|emulator|index|main)\.ts$|^src\/(commands|emulator)\//, ['errors', 'config', 'model', 'plan', 'storage', 'identity', 'tls', 'pipeline', 'http', 'admin']]
]

const layerOf = (path: string): string | undefined => layers.find(([, files]) => files.test(path))?.[0]

t.test('every file is in one layer', t => {
  for (const { path } of sources) t.equal(layers.filter(([, files]) => files.test(path)).length, 1, path)
  t.end()
})

t.test('imports point one way', t => {
  for (const { path, imports } of sources) {
    const own = layerOf(path)
    const allowed = layers.find(([name]) => name === own)?.[2] ?? []
    for (const target of imports.filter(specifier => specifier.startsWith('src/'))) {
      const layer = layerOf(target)
      t.ok(layer === own || allowed.includes(String(layer)), `${path} imports ${target}`)
    }
  }
  t.end()
})

t.test('no file imports itself in a circle of values', t => {
  const valueImports = new Map(sources.map(({ path, text }) => [path, [...text.matchAll(/^(?:import|export) (?!type\b)[^']*from '(\.[^']+)'/gm)].map(([, specifier = '']) => normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'))]))
  const reaches = (from: string, to: string, seen: Set<string>): boolean => (valueImports.get(from) ?? []).some(next => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))))
  /** The grammar is recursive, and so are the files that follow it. */
  const recursive = /^src\/odata\/(url|bind)\/|^src\/storage\/sql\/|^src\/plan\/shape/
  for (const { path } of sources.filter(({ path }) => !recursive.test(path))) t.notOk(reaches(path, path, new Set()), path)
  t.end()
})

/** Where a library may be known. */
const homes: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^(fastify|fastify-plugin|@fastify\/.*)$/, /^src\/(http|admin)\/|^src\/(server|logging|listen|emulator)\.ts$/],
  [/^(@prisma\/.*|sql-template-tag|better-sqlite3)$/, /^src\/storage\//],
  [/^@sinclair\/typebox$/, /^src\/(edm|http|admin)\/|^src\/(config|identity\/identities)\.ts$/],
  [/^pure-rand$/, /^src\/admin\/faults\//],
  [/^tinyduration$/, /^src\/admin\/clock\//],
  [/^(ajv|ajv-formats)$/, /^src\/admin\/validation\.ts$/],
  [/^(commander|env-schema)$/, /^src\/(config|commands\/program)\.ts$/],
  [/^(close-with-grace|foreground-child)$/, /^src\/commands\//],
  [/^jose$/, /^src\/(http|identity)\//],
  [/^@peculiar\/x509$/, /^src\/tls\//],
  [/^yaml$/, /^src\/http\/openapi\/|^src\/admin\/seed-file\.ts$/],
  [/^@streamparser\/json$/, /^src\/admin\/json-events\.ts$/],
  [/^csv-parse$/, /^src\/admin\/row-import\.ts$/]
]

t.test('libraries stay where they belong', t => {
  for (const { path, imports } of sources) {
    for (const name of imports.filter(specifier => !specifier.startsWith('src/') && !specifier.startsWith('node:'))) {
      const library = name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1')
      const home = homes.find(([pattern]) => pattern.test(library))
      t.ok(home?.[1].test(path), `${path} imports ${name}`)
    }
  }
  t.end()
})

t.test('every dependency is used, and ARCHITECTURE.md says why it is there', t => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
  const architecture = readFileSync('ARCHITECTURE.md', 'utf8')
  const imported = new Set(sources.flatMap(({ imports }) => imports).map(name => name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1')))
  for (const name of Object.keys(dependencies).filter(name => name !== 'pino-pretty')) t.ok(imported.has(name), name)
  for (const name of Object.keys({ ...dependencies, ...devDependencies }).filter(name => !name.startsWith('@types/'))) t.ok(architecture.includes(`\`${name}\``), name)
  t.end()
})

t.test('text becomes SQL unparameterised in one place', t => {
  for (const { path, text } of sources) {
    if (path !== 'src/storage/sql/identifier.ts') t.notMatch(text, /\braw\b[^.]*from 'sql-template-tag'|\$queryRawUnsafe|\$executeRawUnsafe/, path)
  }
  t.end()
})

t.test('files are small, and named for their one idea', t => {
  for (const { path, text } of sources) {
    const lines = text.split('\n').length - 1
    t.ok(lines <= (path === 'src/odata/url/expression.ts' ? 400 : 300), `${path}: ${lines} lines`)
    t.match(basename(path), /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/, path)
    t.notMatch(path, /\/(utils?|helpers?|common|services?|managers?)(\/|\.ts$)/, path)
    t.notMatch(text, /\bTODO\b|\bFIXME\b|\bXXX\b/, `${path} leaves nothing to do`)
  }
  t.end()
})
