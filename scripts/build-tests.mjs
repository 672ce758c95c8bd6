// The tests and the sources as JavaScript, file by file and without their types, which `npm run types` checks. Node loads them as they are:
// what transpiles while it loads takes each test file a second or two, tap's own loaders another one.
// They lie in .tap/build beside links to everything else here, so that what a file says of paths stays true.
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn } from './import-graph.mjs'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../', import.meta.url))
export const TREE = '.tap/build'
const tree = join(root, TREE)
const COMPILED = ['src', 'test']
const configFile = join(root, 'tsconfig.json')
const STAMP = join(tree, '.made-with')

/** Where the JavaScript of a test lies. */
export const builtTest = file => posix.join(TREE, outputOf(file))

const outputOf = file => file.replace(/\.ts$/, '.js')

/** Brings the tree up to date: what is older than its source is made again. */
export function buildTests () {
  const made = madeWith()
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== made) rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  const sources = COMPILED.flatMap(filesIn)
  removeOthers(new Set(sources.map(outputOf)))
  sources.filter(isOutdated).forEach(build)
  linkOthers()
  writeFileSync(STAMP, made)
}

/** What the JavaScript follows from, beside the source. */
const madeWith = () => [require.resolve('typescript/package.json'), configFile, fileURLToPath(import.meta.url)]
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

function isOutdated (file) {
  const output = lstatSync(join(tree, outputOf(file)), { throwIfNoEntry: false })
  const { mtimeMs, ctimeMs } = lstatSync(join(root, file))
  return output === undefined || output.mtimeMs <= Math.max(mtimeMs, ctimeMs)
}

function build (file) {
  const output = join(tree, outputOf(file))
  mkdirSync(dirname(output), { recursive: true })
  if (!file.endsWith('.ts')) return copyFileSync(join(root, file), output)
  writeWhole(output, transpile(file))
}

function transpile (file) {
  const ts = require('typescript')
  const { compilerOptions } = ts.readConfigFile(configFile, ts.sys.readFile).config
  const sourceRoot = posix.relative(posix.join(TREE, posix.dirname(file)), posix.dirname(file))
  // One file does not say what kind of module it is: `NodeNext` would take it for CommonJS.
  const one = { module: 'ESNext', moduleResolution: 'Bundler', noEmit: false, inlineSourceMap: true, sourceRoot }
  const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, ...one }, root)
  return ts.transpileModule(readFileSync(join(root, file), 'utf8'), { fileName: join(root, file), compilerOptions: options }).outputText
}

/** Whole or not at all: a test run that is stopped leaves no half of a file. */
function writeWhole (path, text) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}

function linkOthers () {
  for (const name of readdirSync(root)) {
    if (COMPILED.includes(name) || name === 'node_modules' || name === '.git' || name === '.tap') continue
    if (lstatSync(join(tree, name), { throwIfNoEntry: false }) === undefined) symlinkSync(join(root, name), join(tree, name))
  }
}
