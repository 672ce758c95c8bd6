// The tests and the sources as JavaScript, file by file and without their types, which `npm run types` checks. Node loads them as they are:
// what transpiles while it loads takes each test file a second or two, tap's own loaders another one.
// They lie in .tap/build beside links to everything else here, so that what a file says of paths stays true.
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { filesIn } from './import-graph.mjs'
import { makeNewDatabase } from './new-database.mjs'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../', import.meta.url))
export const TREE = '.tap/build'
const tree = join(root, TREE)
const COMPILED = ['src', 'test', 'console']
/** Not linked to: examples have test files of other runners, which look for such files everywhere. */
const UNLINKED = [...COMPILED, 'examples', 'node_modules', '.git', '.tap']
const configFile = join(root, 'tsconfig.json')
const STAMP = join(tree, '.made-with')

/** Where the JavaScript of a test lies. */
export const builtTest = file => posix.join(TREE, outputOf(file))

const isScript = file => /\.tsx?$/.test(file)

const outputOf = file => file.replace(/\.tsx?$/, '.js')

/** What a new SQLite file is a copy of: without it each service of a test in memory gets its migrations one by one. */
const NEW_DATABASE = 'src/storage/database/new-database.sqlite'
/** What that file follows from. */
const OF_NEW_DATABASE = ['prisma/sqlite', 'src/storage/database', 'src/storage/migrations']

/** Brings the tree up to date: what is older than its source is made again. */
export async function buildTests () {
  const made = madeWith()
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== made) rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  const sources = COMPILED.flatMap(filesIn).filter(file => !file.endsWith('.d.ts'))
  removeOthers(new Set([...sources.map(outputOf), NEW_DATABASE]))
  build(sources.filter(isOutdated))
  linkOthers()
  if (OF_NEW_DATABASE.flatMap(filesIn).some(file => isOlder(NEW_DATABASE, file))) await makeNewDatabase(join(tree, 'src'), join(tree, NEW_DATABASE))
  writeFileSync(STAMP, made)
}

/** What the JavaScript follows from, beside the source. */
const madeWith = () => [require.resolve('esbuild/package.json'), configFile, fileURLToPath(import.meta.url)]
  .map(path => readFileSync(path, 'utf8')).join('\n')

function removeOthers (outputs) {
  for (const folder of COMPILED) {
    if (!existsSync(join(tree, folder))) continue
    for (const entry of readdirSync(join(tree, folder), { recursive: true, withFileTypes: true })) {
      const name = posix.join(folder, entry.parentPath.slice(join(tree, folder).length), entry.name)
      if (entry.isFile() && !outputs.has(name)) rmSync(join(tree, name))
    }
  }
}

const isOutdated = file => isOlder(outputOf(file), file)

function isOlder (output, file) {
  const made = lstatSync(join(tree, output), { throwIfNoEntry: false })
  const { mtimeMs, ctimeMs } = lstatSync(join(root, file))
  return made === undefined || made.mtimeMs <= Math.max(mtimeMs, ctimeMs)
}

function build (files) {
  for (const file of files) {
    mkdirSync(join(tree, dirname(file)), { recursive: true })
    if (!isScript(file)) copyFileSync(join(root, file), join(tree, file))
  }
  const { outputFiles } = buildSync({
    entryPoints: files.filter(isScript).map(file => join(root, file)),
    absWorkingDir: root,
    outbase: root,
    outdir: tree,
    format: 'esm',
    target: 'es2023',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
    write: false
  })
  for (const { path, text } of outputFiles) writeFileSync(path, withTestOfFile(path, text))
}

const fileTest = join(tree, 'test/support/file-test.js')

/** `t` is that of test/support/file-test.ts. */
function withTestOfFile (path, text) {
  if (path === fileTest) return text
  const from = relative(dirname(path), fileTest).replaceAll('\\', '/')
  return text.replace(/^import (\w+) from "tap";/m, (_, name) => `import { t as ${name} } from "./${from}";`)
}

function linkOthers () {
  // What is built into it while this runs is found, too.
  mkdirSync(join(root, 'dist'), { recursive: true })
  for (const name of readdirSync(root)) {
    if (UNLINKED.includes(name)) continue
    if (lstatSync(join(tree, name), { throwIfNoEntry: false }) === undefined) symlinkSync(join(root, name), join(tree, name))
  }
}
