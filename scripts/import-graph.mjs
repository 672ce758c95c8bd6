// Which files a file of this repository depends on: those it imports, and those a test names in a string (documents, migrations, examples).
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const isFile = path => existsSync(join(root, path)) && statSync(join(root, path)).isFile()
const isFolder = path => existsSync(join(root, path)) && statSync(join(root, path)).isDirectory()

/** Gone at run time, so that no test can notice. */
const TYPES = /^(?:import|export) type\b[^'";]*from ['"][^'"]*['"]/gm
const RELATIVE = /['"`](\.{1,2}\/[\w./-]+)['"`]/g
/** The beginning of a string that may be a path below the root, up to its end or to a placeholder. */
const BELOW_ROOT = /['"`](\w[\w./-]*)(?=['"`]|\$\{)/g
/** What the program reads of its own package. */
const OF_PACKAGE = /packageFolder\(\), ['"]([\w./-]+)['"]/g
/** Made by builds and runs, or no more than a word. */
const NOT_READ = /^(?:(?:dist|data|node_modules)(?:\/|$)|test$)/

/** The files of a folder, as paths from the root. */
export function filesIn (folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => posix.join(parentPath.slice(root.length), name))
}

const all = (pattern, text) => [...text.matchAll(pattern)].map(([, found]) => found)

/** What is built is built of TypeScript, and imports name what is built; the program is bundled of `src`. */
const sourceOf = path =>
  isFile(path) && !path.startsWith('dist/') ? path : path.replace(/^dist\/program\//, 'src/').replace(/^dist\//, '').replace(/\.js$/, '.ts')

function belowRoot (name) {
  const path = posix.normalize(name).replace(/\/$/, '')
  if (NOT_READ.test(path)) return []
  return isFolder(path) ? filesIn(path) : [path]
}

/** What a file runs, whose dependencies are its own too, and what it only reads. */
function dependenciesOf (file) {
  if (!/\.(?:ts|mjs)$/.test(file) || !isFile(file)) return { run: [], read: [] }
  const text = readFileSync(join(root, file), 'utf8').replace(TYPES, '')
  const run = all(RELATIVE, text).map(path => sourceOf(posix.join(dirname(file), path)))
  const read = all(file.startsWith('test/') ? BELOW_ROOT : OF_PACKAGE, text).flatMap(belowRoot)
  // An import of a file that was deleted stays one: its tests fail, and have to run for that.
  return { run: run.filter(path => path.endsWith('.ts') || isFile(path)), read: read.filter(isFile) }
}

/** `runs(file)`: the file and what it imports, however indirectly. `reaches(file)`: those, and what they read. */
export function createImportGraph () {
  const known = new Map()
  const dependencies = file => {
    if (!known.has(file)) known.set(file, dependenciesOf(file))
    return known.get(file)
  }
  const runs = file => {
    const running = new Set([file])
    for (const next of running) for (const found of dependencies(next).run) running.add(found)
    return running
  }
  const reaches = file => new Set([...runs(file)].flatMap(next => [next, ...dependencies(next).read]))
  return { runs, reaches }
}
