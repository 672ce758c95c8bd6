/** The service in a process of its own, whose event loop is watched. */
import { once } from 'node:events'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { main, servedUrl } from './process.js'

/** Milliseconds of the longest turn of the event loop since it was asked before. */
export interface LongestTurn {
  /** Those in which it had a processor: what a test can hold it to, whoever else uses the machine. */
  readonly busy: number
  /** Those that a clock showed. */
  readonly blocked: number
}

export interface Watched {
  readonly url: string
  readonly longestTurn: () => Promise<LongestTurn>
}

const probe = fileURLToPath(new URL('loop-probe.mjs', import.meta.url))

/** Out of `dist`, which `npm test` builds first; killed at the end of the test. */
export async function startWatched (t: Test, databaseUrl: string, args: readonly string[] = []): Promise<Watched> {
  const { PATH, HOME } = process.env
  const child = fork(main, ['--port', '0', '--database-url', databaseUrl, ...args], {
    execArgv: [`--import=${probe}`],
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  t.teardown(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const longestTurn = async (): Promise<LongestTurn> => {
    const told = once(child, 'message')
    child.send('ask')
    return (await told)[0] as LongestTurn
  }
  let output = ''
  child.stdout!.on('data', text => { output += String(text) })
  for (;;) {
    const url = servedUrl(output)
    if (url !== undefined) return { url, longestTurn }
    await once(child.stdout!, 'data')
  }
}
