// Our service and the baseline, each a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/free-port.mjs'

const pathTo = relative => fileURLToPath(new URL(relative, import.meta.url))

/** `flags`: settings beside those that the benchmark needs. */
export const startOurs = (databaseUrl, flags = []) => start('ours', port =>
  [pathTo('../dist/program/main.js'), '--port', port, '--database-url', databaseUrl, '--log-level', 'warn', ...flags])

export const startBaseline = databaseUrl => start('baseline', port => [pathTo('baseline/server.mjs'), port, databaseUrl])

export const startRelations = databaseUrl => start('baseline', port => [pathTo('baseline/related.mjs'), port, databaseUrl])
export const startAggregates = databaseUrl => start('baseline', port => [pathTo('baseline/aggregates.mjs'), port, databaseUrl])

export const startPeople = databaseUrl => start('baseline', port => [pathTo('baseline/people.mjs'), port, databaseUrl])

/** `samples`: JSON of a user and a group, whose members it reads. */
export const startDirectory = (databaseUrl, samples) => start('baseline', port => [pathTo('baseline/directory.mjs'), port, databaseUrl, samples])

/** Starts it on a free port and waits until it answers. */
async function start (name, argsFor) {
  const port = String(await freePort())
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, argsFor(port), { env: { PATH, HOME }, stdio: ['ignore', 'inherit', 'inherit'] })
  let stopping = false
  const closed = once(child, 'close').then(([code, signal]) => { if (!stopping) console.error(`${name} ended by itself: ${signal ?? `code ${code}`}`) })
  const stop = async () => {
    stopping = true
    child.kill('SIGTERM')
    await closed
  }
  const url = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null) break
    if (await fetch(`${url}/readyz`).then(answer => answer.ok, () => false)) return { name, url, pid: child.pid, stop }
    await delay(50)
  }
  await stop()
  throw new Error(`${name} did not start`)
}
