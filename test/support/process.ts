/** The service as its users run it: a process of its own, out of `dist`, which `npm test` builds first. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { UNTOUCHED } from './untouched.js'

/** The program, as it is built. */
export const main = fileURLToPath(new URL('../../dist/program/main.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  /** `http://host:port` */
  readonly url: string
  readonly ended: Promise<Ended>
}

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A command that runs the service, given before it. */
  readonly wrapper?: readonly string[]
  /** Number of the user that the process belongs to. */
  readonly user?: number | undefined
}

export interface Launched {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  readonly output: () => string
}

export function launch (args: readonly string[], { env = {}, wrapper = [], user }: LaunchOptions): Launched {
  const { PATH, HOME } = process.env
  const [program = '', ...words] = [...UNTOUCHED, ...wrapper, process.execPath, main, ...args]
  const identity = user === undefined ? {} : { uid: user, gid: user }
  const child = spawn(program, words, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'], ...identity })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', text => { stderr += text })
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, stdout, stderr }))
  return { child, ended, output: () => stdout }
}

/** Runs the command to its end. */
export async function runCommand (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return await runProgram(args, { env })
}

/** The same, by another user, or by another command. */
export async function runProgram (args: readonly string[], options: LaunchOptions): Promise<Ended> {
  return await launch(args, options).ended
}

/** Where it serves, once it has said so. */
export const servedUrl = (output: string): string | undefined =>
  /serving (http:\S+?)\/(?:beta|odata)\b|"url":"([^"]+)"/.exec(output)?.slice(1).find(found => found !== undefined)

/** Starts the service on a free port and waits until it serves; killed at the end of the test if it still runs. */
export async function startProcess (t: Test, databaseUrl: string, args: readonly string[] = []): Promise<Running> {
  const { child, ended, output } = launch(['--port', '0', '--database-url', databaseUrl, ...args], {})
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  for (;;) {
    const url = servedUrl(output())
    if (url !== undefined) return { child, url, ended }
    const outcome = await Promise.race([ended, once(child.stdout!, 'data')])
    if ('stderr' in outcome) throw new Error(`the service did not start: ${outcome.stderr}`)
  }
}
