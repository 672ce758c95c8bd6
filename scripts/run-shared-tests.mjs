// Runs test files in this process, one after the other, as the messages of scripts/test-processes.mjs name them. Each is answered with a message.
import { on } from 'node:events'
import { totalmem } from 'node:os'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { builtTest } from './build-tests.mjs'

/**
 * Bytes beyond which it takes no more files: a twelfth of what there is, for there are four such processes on two processors, and databases
 * and browsers beside them.
 */
const MOST_MEMORY = Math.max(800 * 2 ** 20, Math.min(totalmem(), process.constrainedMemory() || Infinity) / 12)

const urlOf = path => pathToFileURL(path).href
const { runFile } = await import(urlOf(builtTest('test/support/file-test.ts')))

// The files are subtests of one that goes on: tap ends a root without a running test.
t.test('shared', { timeout: 0 }, async t => {
  for await (const [{ file, path, timeout }] of on(process, 'message')) {
    if (file === undefined) break
    // tap lets go of the channel, and nothing else may be left to wait for.
    process.channel.ref()
    await runFile(t, file, urlOf(path), timeout)
    process.send({ isFull: process.memoryUsage.rss() > MOST_MEMORY })
  }
  process.disconnect()
})
process.channel.ref()
