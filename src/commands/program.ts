/** The command line: its commands, their flags, and the text of `--help`. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { addSettings, ConfigError, defaultConfig, readConfig, refuseOperands, translateCommandError } from '../config.js'
import type { Config, Environment, Flags } from '../config.js'
import { trimEnd } from '../base/trim-end.js'
import { DEFAULT_TENANT } from '../tenant/tenant-id.js'
import type { PruneOptions } from './prune.js'
import { health, waitReady } from './ready.js'
import { defaultUrl } from './request-emulator.js'
import type { TokenFlags } from './token.js'

export interface ProgramOptions {
  readonly version: string
  readonly env: Environment
  /** When the program started (`performance.now()`). */
  readonly began: number
}

/** Variables that under `exec` are more likely the command's own than the emulator's. */
const FOREIGN = ['PORT', 'HOST', 'DATABASE_URL', 'LOG_LEVEL']

const EXEC_DEFAULTS: Config = { ...defaultConfig, port: 0, databaseUrl: 'file::memory:', logLevel: 'warn' }

const EXAMPLES = `
Examples:
  graph-office-emulator                                     serve http://127.0.0.1:3000/beta/officeConfiguration from ./data/office.db
  graph-office-emulator --port 0 --database-url file::memory: --auth none
                                                            any free port, nothing kept, no token needed
  graph-office-emulator --model library.csdl.xml            serve the OData service of a CSDL document at http://127.0.0.1:3000/odata
  graph-office-emulator --model graph                       users, groups and devices at http://127.0.0.1:3000/v1.0
  graph-office-emulator exec -- npm test                    serve while npm test runs; its exit code is the command's
  graph-office-emulator token --tenant contoso              print an access token

graph-office-emulator <command> --help describes a command.`

/** Runs what the words say. Throws ConfigError, ConfigExit, or what the command throws. */
export async function runProgram (words: readonly string[], options: ProgramOptions): Promise<void> {
  try {
    await createProgram(options).parseAsync([...words], { from: 'user' })
  } catch (error) {
    throw translateCommandError(error)
  }
}

function createProgram (options: ProgramOptions): Command {
  const program = serveFlags(new Command('graph-office-emulator'), options)
    .description(
      "A durable test backend for Microsoft Graph's officeConfiguration, or for any OData service (--model).\nEvery setting is a flag or an environment variable; the flag wins."
    )
    .version(options.version)
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES)
  for (
    const make of [serveCommand, execCommand, tokenCommand, pruneCommand, backupCommand, waitReadyCommand, healthCommand]
  ) program.addCommand(make(options))
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({ writeErr: () => undefined })
  return program
}

function serveFlags (command: Command, { env, began }: ProgramOptions): Command {
  return addSettings(command)
    .option('--json', 'when ready, print one line of JSON with url, port and pid; the log goes to stderr')
    .allowExcessArguments()
    .action(async ({ json = false, ...flags }: Flags & { readonly json?: boolean }, command: Command) => {
      refuseOperands(command)
      const config = readConfig(flags, env)
      const { serve } = await import('./serve.js')
      await serve(config, { json }, began)
    })
}

const serveCommand = (options: ProgramOptions): Command => serveFlags(new Command('serve'), options)
  .description('serve until a signal stops it; this is the default command')

const execCommand = ({ env }: ProgramOptions): Command =>
  addSettings(new Command('exec'))
    .description('serve while another command runs')
    .usage('[settings] -- <command> [arguments]')
    .argument('[command...]')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
The emulator listens on a free port and has an in-memory database, unless flags say otherwise. It ignores ${
        FOREIGN.join(', ')
      } of the environment, which are the command's.
The command finds in its environment:
  GRAPH_OFFICE_EMULATOR_URL     http://127.0.0.1:<port>
  GRAPH_BASE_URL                the service root: that URL and /beta, or with --model its --root
  GRAPH_ACCESS_TOKEN            a token for the default tenant, with all permissions, valid for a day
  GRAPH_OFFICE_EMULATOR_ADMIN_KEY  the key that /__admin requires as x-admin-key, with --admin-key or a --host beyond loopback
  GRAPH_OFFICE_EMULATOR_TLS_URL https://127.0.0.1:<port>, with --tls-port
  NODE_EXTRA_CA_CERTS           the emulator's certificate authority, with --tls or --tls-port`)
    .action(async (words: readonly string[], flags: Flags) => {
      if (words.length === 0) throw new ConfigError('exec requires a command: graph-office-emulator exec -- npm test')
      const { exec } = await import('./exec.js')
      const own = Object.fromEntries(Object.entries(env).filter(([name]) => !FOREIGN.includes(name)))
      await exec(readConfig(flags, own, EXEC_DEFAULTS), words)
    })

const tokenCommand = ({ env }: ProgramOptions): Command =>
  new Command('token')
    .description('print an access token')
    .option('--tenant <id>', 'whose data: claim tid', DEFAULT_TENANT)
    .option('--scope <names>', 'delegated permissions of a user, separated by spaces; without --scope and --role: all', splitWords)
    .option('--role <names>', 'application permissions, separated by spaces', splitWords)
    .option('--user <name>', 'principal name of the user')
    .option('--application <id>', 'client id: claims appid and azp')
    .option('--audience <uri>', "claim aud, if not Microsoft Graph's")
    .option('--expires-in <seconds>', 'how long it is valid, 3600 by default; negative: it has already expired', parseSeconds)
    .option('--url <url>', 'have the emulator at this URL issue it, instead of signing with the key of a database')
    .option('--client-secret <secret>', "with --url and IDENTITIES: the client's secret")
    .option('--password <password>', "with --url and IDENTITIES: the user's password")
    .addOption(new Option('--database-url <url>', `the database whose key signs it (DATABASE_URL, default ${defaultConfig.databaseUrl})`))
    .addOption(new Option('--issuer <uri>', 'claim iss, if not http://HOST:PORT/{tenantid}/v2.0 (ISSUER)'))
    .action(async ({ databaseUrl, issuer, ...flags }: TokenFlags & { readonly databaseUrl?: string, readonly issuer?: string }) => {
      const config = readConfig({ ...databaseUrl === undefined ? {} : { databaseUrl }, ...issuer === undefined ? {} : { issuer } }, env)
      const { printToken } = await import('./token.js')
      await printToken(config, flags)
    })

const pruneCommand = (): Command => new Command('prune')
  .description('print a CSDL document with only what some of its entity sets need')
  .argument('<file>', 'the document, in XML or JSON')
  .option('--include <names>', 'entity sets, singletons and imports to keep, separated by commas', '')
  .addOption(new Option('--format <format>', 'format of the printed document').choices(['xml', 'json']).default('xml'))
  .action(async (file: string, options: PruneOptions) => {
    const { prune } = await import('./prune.js')
    prune(file, options)
  })

const backupCommand = ({ env }: ProgramOptions): Command => new Command('backup')
  .description('copy the database to a file, even while a service has it open')
  .argument('<file>', 'the copy, which must not exist yet')
  .addOption(new Option('--database-url <url>', `what to copy (DATABASE_URL, default ${defaultConfig.databaseUrl})`))
  .action(async (file: string, flags: Flags) => {
    const { backup } = await import('./backup.js')
    await backup(readConfig(flags, env), file)
  })

const waitReadyCommand = ({ env }: ProgramOptions): Command => new Command('wait-ready')
  .description('wait until an emulator is ready; exit code 1 if that takes too long')
  .option('--url <url>', 'its base URL', defaultUrl(env))
  .option('--timeout <seconds>', 'how long to wait', parseSeconds, 30)
  .action(async ({ url, timeout }: { readonly url: string, readonly timeout: number }) => await waitReady(parseUrl(url), timeout))

const healthCommand = ({ env }: ProgramOptions): Command => new Command('health')
  .description('ask an emulator once whether it is ready; exit code 1 when it is not')
  .option('--url <url>', 'its base URL', defaultUrl(env))
  .action(async ({ url }: { readonly url: string }) => await health(parseUrl(url)))

const splitWords = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '')

function parseSeconds (text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number of seconds.')
  return Number(text)
}

function parseUrl (text: string): string {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return trimEnd(text, '/')
  throw new ConfigError(`--url cannot be "${text}": give http://host:port or https://host:port.`)
}
