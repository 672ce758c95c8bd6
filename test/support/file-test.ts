/**
 * The tests of a file are subtests of what `import t from 'tap'` gives it, and files may share a process:
 * `scripts/build-tests.mjs` puts `t` of this module in the place of tap's.
 */
import root from 'tap'
import type { Test } from 'tap'

/** The file that runs: tap's own where the file has a process to itself, else its part of the process. */
export let t: Test = root

/** The process, however many files run in it: the owner of what they share. */
export const processTest: Test = root

/** Runs a file as a subtest until its last test has ended. `timeout` is in milliseconds. */
export async function runFile (parent: Test, file: string, url: string, timeout: number): Promise<void> {
  await parent.test(file, { timeout }, async test => {
    t = test
    await import(url)
  })
}
