// Imported before a test file: an error that nothing catches fails the test that is running. tap finds out whose an error is by following
// every promise (node:async_hooks), which takes an eighth of what tests take of a processor; a file runs one test at a time.
import asyncHooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

const { createHook } = asyncHooks
const hook = { enable: () => hook, disable: () => hook }
// tap's hook follows each promise to its end; a test's own, which looks at what begins, is made.
asyncHooks.createHook = callbacks => callbacks.destroy === undefined ? createHook(callbacks) : hook
syncBuiltinESMExports()

const { t } = await import('tap')

const running = test => {
  const [inner] = test.activeSubtests ?? []
  return inner === undefined ? test : running(inner)
}

process.on('uncaughtException', error => { running(t).threw(error) })
