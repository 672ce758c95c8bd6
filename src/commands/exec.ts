/** `exec -- npm test`: an emulator for as long as a command runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foregroundChild } from 'foreground-child'
import type { Config } from '../config.js'
import { startEmulator } from '../emulator.js'
import type { Emulator } from '../emulator.js'

/** Seconds the command's token is good for: longer than any run of tests. */
const TOKEN_LIFETIME = 24 * 3600

/** Exit code of a command that was not found, as shells have it. */
const NOT_FOUND = 127

/** Runs the command with the emulator's address in its environment; this process ends as the command ends, by its code or its signal. */
export async function exec (config: Config, [program = '', ...args]: readonly string[]): Promise<void> {
  const emulator = await startEmulator({ ...config, logTo: 'stderr' })
  const ca = keepCa(emulator)
  const env = { ...process.env, ...await environmentOf(emulator, config, ca.file) }
  let code: number | undefined
  const child = foregroundChild(program, [...args], { env }, async () => {
    await emulator.stop()
    ca.remove()
    return code
  })
  child.once('error', error => {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    process.stderr.write(`"${program}" cannot be run: ${absent ? 'there is no such command' : error.message}.\n`)
    code = NOT_FOUND
  })
}

/** What the command finds in its environment. */
async function environmentOf (emulator: Emulator, { auth, jwks }: Config, caFile: string | undefined): Promise<Record<string, string>> {
  const { url, baseUrl, tlsUrl, adminKey } = emulator
  const ownTokens = auth !== 'jwt' || jwks === ''
  return {
    GRAPH_OFFICE_EMULATOR_URL: url,
    GRAPH_BASE_URL: baseUrl,
    ...adminKey === undefined ? {} : { GRAPH_OFFICE_EMULATOR_ADMIN_KEY: adminKey },
    ...tlsUrl === undefined ? {} : { GRAPH_OFFICE_EMULATOR_TLS_URL: tlsUrl },
    ...ownTokens ? { GRAPH_ACCESS_TOKEN: await emulator.token({ expiresIn: TOKEN_LIFETIME }) } : {},
    ...caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: caFile }
  }
}

/** The authority as a file: Node reads `NODE_EXTRA_CA_CERTS` from one. */
function keepCa ({ ca, caFile }: Emulator): { readonly file: string | undefined, readonly remove: () => void } {
  if (ca === undefined || caFile !== undefined) return { file: caFile, remove: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'graph-office-emulator-'))
  const file = join(folder, 'ca.pem')
  writeFileSync(file, ca)
  return { file, remove: () => { rmSync(folder, { recursive: true, force: true }) } }
}
