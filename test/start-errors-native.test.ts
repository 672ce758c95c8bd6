/** A start without SQLite's native module says in one sentence what is missing, and how to get it. */
import { join } from 'node:path'
import t from 'tap'
import { refusal } from './support/refusal.js'

const SENTENCE = /^SQLite cannot be loaded: its native module \(better-sqlite3\) was not built, or for another Node\. Run npm rebuild better-sqlite3; if .*: npm install-scripts approve better-sqlite3, or pnpm approve-builds\.\n$/

/** Node finds a native module as it does where none was built (`missing`), or finds one that it cannot load (`other`). */
const preload = {
  missing: `const Module = require('node:module'); const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (!request.endsWith('.node')) return resolve.call(this, request, ...rest)
  throw Object.assign(new Error("Cannot find module '" + request + "'"), { code: 'MODULE_NOT_FOUND' })
}`,
  other: 'const dlopen = process.dlopen; process.dlopen = (module, _path, ...rest) => dlopen.call(process, module, __filename, ...rest)'
}

for (const [kind, text] of Object.entries(preload)) {
  t.test(`a native module: ${kind}`, { timeout: 30_000 }, async t => {
    const folder = t.testdir({ 'preload.cjs': text })
    await refusal(t, ['--database-url', 'file::memory:'], SENTENCE, { wrapper: ['env', `NODE_OPTIONS=--require=${join(folder, 'preload.cjs')}`] })
  })
}
