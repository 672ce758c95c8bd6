// TypeScript to JavaScript, file by file and without its types, which `npm run types` checks. What was made once is kept in node_modules/.cache.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, 'node_modules/.cache/typescript')
const configFile = join(root, 'tsconfig.json')
// TypeScript itself takes half a second to load, and most processes find everything in the cache.
const compiler = JSON.parse(readFileSync(require.resolve('typescript/package.json'), 'utf8')).version + readFileSync(configFile, 'utf8') + readFileSync(fileURLToPath(import.meta.url), 'utf8')
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
  const { config } = ts.readConfigFile(configFile, ts.sys.readFile)
  // One file does not say what kind of module it is: `NodeNext` would take it for CommonJS.
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, module: 'ESNext', moduleResolution: 'Bundler', noEmit: false, inlineSourceMap: true }, root)
  return ts.transpileModule(text, { fileName: path, compilerOptions: options }).outputText
}

/** Whole or not at all: other processes read while this one writes. */
function keep (path, text) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}
