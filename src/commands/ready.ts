/** `health` and `wait-ready`: for containers and pipelines, which want an exit code. */
import { setTimeout as delay } from 'node:timers/promises'
import { failureOf, requestEmulator } from './request-emulator.js'

const POLL_MS = 100

/** Says `ready`, or throws with the reason. */
export async function health (url: string): Promise<void> {
  const reason = await whyNotReady(url)
  if (reason !== undefined) throw new Error(`${url} is not ready: ${reason}`)
  process.stdout.write(`${url} is ready\n`)
}

/** Asks again until the emulator is ready; throws when that takes longer than `timeout` seconds. */
export async function waitReady (url: string, timeout: number): Promise<void> {
  const end = performance.now() + timeout * 1000
  for (;;) {
    const reason = await whyNotReady(url)
    if (reason === undefined) break
    if (performance.now() + POLL_MS > end) throw new Error(`${url} was not ready within ${timeout} seconds: ${reason}`)
    await delay(POLL_MS)
  }
  process.stdout.write(`${url} is ready\n`)
}

async function whyNotReady (url: string): Promise<string | undefined> {
  try {
    const { status } = await requestEmulator(new URL('/readyz', url))
    return status === 200 ? undefined : `/readyz answers ${status}`
  } catch (error) {
    return failureOf(error)
  }
}
