/** How much the command loads before it answers: each module costs about a millisecond of every start. */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { launch, runCommand } from './support/process.js'

type Run = (words: readonly string[], env: Readonly<Record<string, string>>) => Promise<unknown>

/** The files that Node ran for a command, out of V8's record of its scripts. */
async function loadedBy (t: Test, words: readonly string[], run: Run = runCommand): Promise<readonly string[]> {
  const folder = t.testdir()
  await run(words, { NODE_V8_COVERAGE: folder })
  const records = readdirSync(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: Array<{ url: string }> })
  return [...new Set(records.flatMap(({ result }) => result.map(({ url }) => url)).filter(url => url.startsWith('file:')))]
}

t.test('words that need no service load none of it', async t => {
  for (const words of [['--help'], ['--version'], ['health', '--url', 'http://127.0.0.1:1'], ['token', '--help']]) {
    const loaded = await loadedBy(t, words)
    t.ok(loaded.length > 1 && loaded.length <= 12, `${words.join(' ')}: ${loaded.length} modules`)
  }
})

/** Tells the service to stop as soon as it is ready. */
const serveBriefly: Run = async (words, env) => {
  const { child, ended, output } = launch(words, { env })
  while (!output().includes('"url":')) {
    if (await Promise.race([ended.then(() => true), once(child.stdout!, 'data').then(() => false)])) throw new Error((await ended).stderr)
  }
  child.kill('SIGTERM')
  return await ended
}

t.test('a service that is ready, on a new database, and the processes it started', async t => {
  const loaded = await loadedBy(t, ['--port', '0', '--database-url', 'file::memory:', '--json'], serveBriefly)
  t.ok(loaded.length > 20 && loaded.length <= 62, `${loaded.length} modules`)
})

const compiles = 'enableCompileCache' in nodeModule

t.test('what was compiled is kept for the next start, where Node can', { skip: compiles ? false : 'Node 22 is the first that can' }, async t => {
  const folder = t.testdir()
  await runCommand(['backup', join(folder, 'copy.db'), '--database-url', `file:${join(folder, 'none.db')}`], { TMPDIR: folder })
  t.ok(readdirSync(folder).includes('node-compile-cache'))
})
