// TypeScript to JavaScript, file by file and without its types, which `npm run types` checks. What was made once is kept in
// node_modules/.cache.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, 'node_modules/.cache/typescript')
const configFile = join(root, 'tsconfig.json')
/** What the JavaScript follows from, beside the source. TypeScript takes half a second to load, and most processes need not. */
const compiler = [require.resolve('typescript/package.json'), configFile, fileURLToPath(import.meta.url)]
  .map(path => readFileSync(path, 'utf8')).join('\n')
mkdirSync(cache, { recursive: true })

/** The JavaScript of a file, with a source map inside. */
export function transpiled (path) {
  const text = readFileSync(path, 'utf8')
  const name = relative(root, path).split(sep).join('/')
  const kept = join(cache, `${createHash('sha256').update(`${compiler}\n${name}\n${text}`).digest('hex')}.js`)
  try {
    return readFileSync(kept, 'utf8')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  const script = transpile(path, text)
  keep(kept, script)
  return script
}

function transpile (path, text) {
  const ts = require('typescript')
  const { compilerOptions } = ts.readConfigFile(configFile, ts.sys.readFile).config
  // One file does not say what kind of module it is: `NodeNext` would take it for CommonJS.
  const one = { module: 'ESNext', moduleResolution: 'Bundler', noEmit: false, inlineSourceMap: true }
  const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, ...one }, root)
  return ts.transpileModule(text, { fileName: path, compilerOptions: options }).outputText
}

/** Whole or not at all: other processes read while this one writes. */
function keep (path, text) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}
