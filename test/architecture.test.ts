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
    const imports = [...text.matchAll(/(?:^(?:import|export)\b[^'=]* from |import\()'([^']+)'/gm)].map(([, specifier = '']) => specifier.startsWith('.') ? normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts') : specifier)
    return { path, text, imports }
  })
}

const sources = readSources('src')

/** Each layer, from the bottom; a file may import from its own layer and from those it names. */
const layers: ReadonlyArray<readonly [name: string, files: RegExp, mayImport: readonly string[]]> = [
  ['errors', /^src\/errors\.ts$/, []],
  ['base', /^src\/base\/|^src\/(check-config|config|settings|model-settings|request-settings|setting-schemas)\.ts$/, []],
  ['tenant', /^src\/tenant\//, ['errors', 'base']],
  ['pattern', /^src\/pattern\//, ['base']],
  ['edm', /^src\/edm\//, ['errors', 'base']],
  ['dialect', /^src\/dialect\//, ['base', 'edm']],
  ['samples', /^src\/samples\//, ['base', 'edm', 'pattern']],
  ['csdl', /^src\/csdl\//, ['base', 'edm', 'odata/url']],
  ['odata/url', /^src\/odata\/url\//, ['errors', 'base', 'edm']],
  ['odata', /^src\/odata\/(?!url\/)/, ['errors', 'base', 'pattern', 'edm', 'dialect', 'csdl', 'odata/url']],
  ['plan', /^src\/plan\//, ['errors', 'edm', 'dialect', 'odata']],
  ['operations', /^src\/operations\//, ['errors', 'base', 'edm', 'dialect', 'odata/url', 'odata', 'plan']],
  ['storage', /^src\/storage\//, ['errors', 'base', 'tenant', 'pattern', 'edm', 'odata', 'plan']],
  ['identity', /^src\/identity\//, ['base', 'storage']],
  ['tls', /^src\/tls\//, ['base']],
  ['pipeline', /^src\/pipeline\//, ['errors', 'base', 'edm', 'odata/url', 'odata', 'plan']],
  ['http', /^src\/http\//, ['errors', 'base', 'tenant', 'edm', 'samples', 'dialect', 'odata', 'plan', 'storage', 'identity', 'tls', 'pipeline']],
  ['admin', /^src\/admin\//, ['errors', 'base', 'tenant', 'edm', 'samples', 'odata/url', 'odata', 'plan', 'storage', 'pipeline', 'http']],
  ['served model', /^src\/((served|given|bundled)-model|choose-dialect)\.ts$/, ['errors', 'base', 'edm', 'dialect', 'csdl', 'odata', 'operations', 'storage', 'http', 'admin']],
  // Whoever composes the service chooses a family; nothing else knows that there is one.
  ['families', /^src\/families\//, ['errors', 'base', 'edm', 'samples', 'odata/url', 'odata', 'storage', 'http', 'admin', 'served model']],
  ['server', /^src\/(server|decorations|emulator|index|main)\.ts$|^src\/(commands|emulator)\//, ['errors', 'base', 'tenant', 'edm', 'dialect', 'csdl', 'served model', 'families', 'plan', 'operations', 'storage', 'identity', 'tls', 'pipeline', 'http', 'admin']]
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

t.test('the composition root alone knows a family', t => {
  const knowing = sources.filter(({ path, imports }) => !path.startsWith('src/families/') && imports.some(target => target.startsWith('src/families/')))
  // The emulator has the family's generator as a function.
  t.same(knowing.map(({ path }) => path).sort(), ['src/emulator/emulator-contents.ts', 'src/index.ts', 'src/server.ts'])
  t.end()
})

t.test('ARCHITECTURE.md shows the same layers', t => {
  const rows = layers.map(([name, , mayImport]) => `| ${name} | ${mayImport.join(', ') || 'nothing'} |\n`).join('')
  t.ok(readFileSync('ARCHITECTURE.md', 'utf8').includes(`| Layer | May import, beside itself |\n|---|---|\n${rows}\n`), `the table of layers is\n${rows}`)
  t.end()
})

/**
 * The circles of value imports that are meant: the grammar is recursive, and so are the files that follow it. Each names its folder and
 * all of its members, so that a new member fails here.
 */
const circles: ReadonlyArray<readonly [folder: string, members: readonly string[]]> = [
  ['src/odata/url', [
    'aggregate', 'apply-hierarchy', 'apply', 'expand', 'json', 'nested-options', 'order-by', 'parse-expression', 'path-expression', 'select'
  ]],
  ['src/odata/bind/expression', [
    'bind-alias', 'bind-arithmetic', 'bind-bound-call', 'bind-call', 'bind-case', 'bind-cast', 'bind-collection-path', 'bind-comparison',
    'bind-enum', 'bind-expression', 'bind-hierarchy-call', 'bind-in', 'bind-keyed', 'bind-path-expression', 'bind-rollup-node', 'bind-root', 'bind-whole'
  ]],
  ['src/odata/url', ['print-apply', 'print-options', 'print']],
  ['src/odata/bind', [
    'apply/apply-options', 'apply/bind-apply', 'apply/bind-nest', 'apply/shown-items', 'bind-expand', 'collection-options', 'selection'
  ]],
  ['src/plan', ['rows-query', 'shape-collections', 'shape-computed', 'shape']],
  ['src/storage/sql/expression', ['render-aggregate', 'render-collection', 'render-condition', 'render-digits', 'render-expression', 'render-path', 'render-whole']],
  ['src/storage/sql/answer', ['render-applied', 'render-fragment', 'render-item', 'render-rows']]
]

t.test('no files import each other in a circle of values, but for the known ones', t => {
  const targetsOf = ({ path, text }: SourceFile): readonly string[] => [...text.matchAll(/^(?:import|export) (?!type\b)[^'=]*from '(\.[^']+)'/gm)]
    .map(([, specifier = '']) => normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'))
  const found = stronglyConnected(new Map(sources.map(source => [source.path, targetsOf(source)])))
  const known = circles.map(([folder, members]) => members.map(name => `${folder}/${name}.ts`).sort().join(' '))
  t.same(found.map(members => [...members].sort().join(' ')).sort(), [...known].sort())
  t.end()
})

/** The groups of two or more nodes that reach each other (Tarjan). */
function stronglyConnected (graph: ReadonlyMap<string, readonly string[]>): ReadonlyArray<readonly string[]> {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const components: string[][] = []
  const visit = (node: string): void => {
    order.set(node, order.size)
    lowest.set(node, order.get(node)!)
    open.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!))
    }
    if (lowest.get(node) === order.get(node)) components.push(open.splice(open.indexOf(node)))
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return components.filter(({ length }) => length > 1)
}

t.test('no two files have the same name', t => {
  const names = sources.map(({ path }) => basename(path))
  t.same(names.filter((name, index) => names.indexOf(name) < index), [])
  t.end()
})

/** Where a library may be known. */
const homes: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^(fastify|fastify-plugin|@fastify\/.*)$/, /^src\/(http|admin|families)\/|^src\/(server|decorations|emulator)\.ts$/],
  [/^(@prisma\/.*|sql-template-tag|better-sqlite3|pg)$/, /^src\/(storage|families)\//],
  [/^@sinclair\/typebox$/, /^src\/(edm|http|admin|families)\/|^src\/(settings|setting-schemas|config|check-config|identity\/identities)\.ts$/],
  [/^pure-rand$/, /^src\/admin\/faults\//],
  [/^tinyduration$/, /^src\/admin\/clock\//],
  [/^(ajv|ajv-formats)$/, /^src\/admin\/validation\.ts$/],
  [/^commander$/, /^src\/(config|commands\/program)\.ts$/],
  [/^(close-with-grace|foreground-child)$/, /^src\/commands\//],
  [/^@sap-ux\/odata-vocabularies$/, /^src\/odata\/metadata\//],
  [/^lru-cache$/, /^src\//],
  [/^jose$/, /^src\/(http|identity)\//],
  [/^@peculiar\/x509$/, /^src\/tls\//],
  [/^yaml$/, /^src\/http\/openapi\/|^src\/admin\/state\/seed-file\.ts$|^src\/operations\/read-operations\.ts$/],
  [/^@streamparser\/json$/, /^src\/admin\/state\/json-events\.ts$|^src\/csdl\/json\/parse-json-tree\.ts$/],
  [/^saxes$/, /^src\/csdl\/xml\/parse-xml\.ts$/],
  [/^csv-parse$/, /^src\/admin\/rows\//],
  [/^prom-client$/, /^src\/admin\/metrics\//],
  [/^@opentelemetry\//, /^src\/http\/tracing\//]
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

/** Loaded by a name that is put together; `light-my-request` and `pino` below are Fastify's: held at a version here, and not bundled. */
const byName: readonly string[] = ['pino-pretty', '@sap-ux/odata-vocabularies']

t.test('every dependency is used, and docs/dependencies.md says why it is there', t => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
  const page = readFileSync('docs/dependencies.md', 'utf8')
  const imported = new Set(sources.flatMap(({ imports }) => imports).map(name => name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1')))
  const indirect = [...byName, 'light-my-request', 'pino']
  for (const name of Object.keys(dependencies).filter(name => !indirect.includes(name))) t.ok(imported.has(name), name)
  for (const name of Object.keys({ ...dependencies, ...devDependencies }).filter(name => !name.startsWith('@types/'))) t.ok(page.includes(`\`${name}\``), name)
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
    t.ok(lines <= 300, `${path}: ${lines} lines`)
    t.match(basename(path), /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/, path)
    t.notMatch(path, /\/(utils?|helpers?|common|services?|managers?)(\/|\.ts$)/, path)
    t.notMatch(text, /\bTODO\b|\bFIXME\b|\bXXX\b/, `${path} leaves nothing to do`)
  }
  t.end()
})

t.test('ARCHITECTURE.md names every folder, down to the second below src', t => {
  const [, rows = ''] = /\n## Folders\n([^]*?)\nImports point one way/.exec(readFileSync('ARCHITECTURE.md', 'utf8')) ?? []
  const named = new Set([...rows.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => basename(name)))
  const folders = new Set(sources.map(({ path }) => dirname(path).split('/').slice(0, 3).join('/')))
  for (const folder of folders) t.ok(named.has(basename(folder)), folder)
  t.end()
})

t.test('ARCHITECTURE.md and src/odata/README.md name files that are there', t => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).map(name => join('test', name))
  const files = [...sources.map(({ path }) => path), ...tests]
  for (const [document, folder] of [['ARCHITECTURE.md', '.'], ['src/odata/README.md', 'src/odata']] as const) {
    for (const [, name = ''] of readFileSync(document, 'utf8').matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.ts)`/g)) {
      const path = normalize(join(folder, name))
      t.ok(files.some(file => file === path || file === name || file.endsWith(`/${name}`)), `${document}: ${name}`)
    }
  }
  t.end()
})
