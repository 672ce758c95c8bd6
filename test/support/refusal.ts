/** A start that fails: it ends by itself, and says why in one line. */
import type { Test } from 'tap'
import { runProgram } from './process.js'
import type { LaunchOptions } from './process.js'

/** @param wrapper A command that runs the service, given before it: `['unshare', '-rm', …]`. */
export async function refusal (
  t: Test,
  args: readonly string[],
  message: RegExp,
  options: LaunchOptions = {}
): Promise<void> {
  const { code, stdout, stderr } = await runProgram(['--port', '0', ...args], options)
  t.ok(code === 1 || code === 2, `ends with ${String(code)}`)
  t.equal(stdout, '')
  t.match(stderr, message)
  t.equal(stderr.trim().split('\n').length, 1, 'a sentence, not a stack')
  t.notMatch(stderr, 'secret')
  t.notMatch(stderr, /[{}]|again later/)
}
