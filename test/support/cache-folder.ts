/** A cache folder of one test's own. */
import type { Test } from 'tap'

/** The user's cache folder is an empty one until the test ends. */
export function useEmptyCache (t: Test): void {
  const before = process.env['XDG_CACHE_HOME']
  process.env['XDG_CACHE_HOME'] = t.testdir()
  t.teardown(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME']
    else process.env['XDG_CACHE_HOME'] = before
  })
}
