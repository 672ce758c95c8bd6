// What a large answer costs in memory: the process as Linux sees it, from outside.
import { writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { load } from './load.mjs'
import { residentMemory } from './process-memory.mjs'
import { startOurs } from './servers.mjs'

/** Before the process counts as idle: it has loaded and compiled what every request needs. */
const SMALL_ANSWERS = 1000
/** One after the other. */
const LARGE_ANSWERS = 10

/** MiB of the peak above the idle process; undefined where there is no /proc. */
export async function memoryAboveIdle (databaseUrl, large, small) {
  if (process.platform !== 'linux') return undefined
  const server = await startOurs(databaseUrl)
  try {
    await load(server, { ...small, requests: SMALL_ANSWERS })
    await delay(1000)
    const idle = residentMemory(server.pid)
    // The start itself may have peaked: forget that.
    writeFileSync(`/proc/${server.pid}/clear_refs`, '5')
    await load(server, { ...large, requests: LARGE_ANSWERS })
    return residentMemory(server.pid, 'VmHWM') - idle
  } finally {
    await server.stop()
  }
}
