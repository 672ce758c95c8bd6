// node --import=./scripts/typescript/register.mjs: runs TypeScript as it is. tap's own loader does that too, but keeps nothing: each test
// file then waits seconds.
import module from 'node:module'
import * as hooks from './hooks.mjs'

// Node 20 has only hooks on a thread of their own.
if (module.registerHooks === undefined) module.register('./hooks.mjs', import.meta.url)
else module.registerHooks(hooks)
