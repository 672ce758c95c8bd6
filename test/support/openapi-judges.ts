/** Tools of others that read OpenAPI documents: what they find wrong. */
import { execFile } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/** Nothing here asks the network. */
const quiet = {
  ...process.env,
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SDK_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  REDOCLY_SUPPRESS_NOTIFICATIONS: 'true'
}

const output = async (command: string, words: readonly string[]): Promise<string> =>
  await run(process.execPath, [command, ...words], { env: quiet, maxBuffer: 2 ** 28 })
    .then(({ stdout }) => stdout, (error: unknown) => (error as { stdout: string }).stdout)

/** One document of those that Redocly prints one after the other. */
interface Verdict {
  readonly problems: ReadonlyArray<{
    readonly ruleId: string
    readonly message: string
    readonly location?: ReadonlyArray<{ readonly pointer?: string }>
  }>
}

/** What Redocly's recommended rules find in each of some files, warnings included. */
export async function redoclyFaults (paths: readonly string[]): Promise<ReadonlyArray<readonly string[]>> {
  const command = join(require.resolve('@redocly/cli/package.json'), '../bin/cli.js')
  const text = await output(command, ['lint', ...paths, '--extends', 'recommended', '--format', 'json'])
  const verdicts = text.slice(text.indexOf('{')).split(/(?<=^\})(?=\{)/m).map(verdict => JSON.parse(verdict) as Verdict)
  if (verdicts.length !== paths.length) throw new Error(`Redocly judged ${verdicts.length} of ${paths.length} documents.`)
  return verdicts.map(({ problems }) => problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location?.[0]?.pointer ?? ''}`))
}

interface SpectralFault {
  readonly code: string
  readonly message: string
  readonly path: readonly string[]
  /** The file. */
  readonly source: string
}

/** What Spectral's rules find in each of some files. */
export async function spectralFaults (t: Test, paths: readonly string[]): Promise<ReadonlyArray<readonly string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'spectral-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  writeFileSync(join(folder, 'ruleset.yaml'), 'extends: ["spectral:oas"]\n')
  const command = require.resolve('@stoplight/spectral-cli/dist/index.js')
  const text = await output(command, ['lint', ...paths, '--ruleset', join(folder, 'ruleset.yaml'), '--format', 'json', '--quiet'])
  const found = JSON.parse(text) as readonly SpectralFault[]
  const files = paths.map(path => realpathSync(path))
  const other = found.find(({ source }) => !files.includes(source))
  if (other !== undefined) throw new Error(`Spectral judged ${other.source}: ${other.message}`)
  return files.map(file => found.filter(({ source }) => source === file).map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`))
}

/** A document in a file. */
export function documentFile (folder: string, name: string, document: object): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(document))
  return path
}
