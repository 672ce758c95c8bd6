/** How much the command loads before it answers: each module costs about a millisecond of every start. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { runCommand } from './support/process.js'

/** The files that Node ran for a command, out of V8's record of its scripts. */
async function loadedBy (t: Test, words: readonly string[]): Promise<readonly string[]> {
  const folder = t.testdir()
  await runCommand(words, { NODE_V8_COVERAGE: folder })
  const records = readdirSync(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: Array<{ url: string }> })
  return [...new Set(records.flatMap(({ result }) => result.map(({ url }) => url)).filter(url => url.startsWith('file:')))]
}

t.test('words that need no service load none of it', async t => {
  for (const words of [['--help'], ['--version'], ['health', '--url', 'http://127.0.0.1:1'], ['token', '--help']]) {
    const loaded = await loadedBy(t, words)
    t.ok(loaded.length > 5 && loaded.length <= 24, `${words.join(' ')}: ${loaded.length} modules`)
  }
})
