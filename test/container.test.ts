/** Dockerfile and docker-compose.yml: what can be held without a container engine. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import t from 'tap'
import type { Test } from 'tap'
import { parseDocument } from 'yaml'
import { parseConfig } from '../src/config.js'
import { settings, variableOf } from '../src/settings.js'
import { newDatabase, postgresOnly } from './support/databases.js'
import { freePort } from './support/free-port.js'
import { launch, startProcess } from './support/process.js'

interface Service {
  readonly image?: string
  readonly build?: string
  readonly environment: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly stop_grace_period?: string
}

interface Compose {
  readonly services: Readonly<Record<'database' | 'service', Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

/** `${NAME:-default}` as Compose reads it, with these variables set. */
const interpolate = (text: string, variables: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\$\{(\w+):-([^}]*)\}/g, (_match, name: string, byDefault: string) => variables[name] ?? byDefault)

const document = parseDocument(readFileSync('docker-compose.yml', 'utf8'), { strict: true, uniqueKeys: true })
const { services: { service, database }, volumes } = document.toJS() as Compose
const environmentOf = ({ environment }: Service, variables?: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolate(value, variables)]))

t.test('docker-compose.yml starts a database, then the service', t => {
  t.same(document.errors, [])
  t.same(document.warnings, [])
  t.equal(service.depends_on?.['database']?.condition, 'service_healthy', 'health-ordered start')
  t.ok(database.healthcheck)
  t.same([database.volumes, service.volumes], [['database:/var/lib/postgresql/data'], ['data:/data']])
  t.same(Object.keys(volumes), ['database', 'data'])
  t.same(service.ports?.map(port => interpolate(port)), ['127.0.0.1:3000:3000'], 'published on the loopback')
  const config = parseConfig([], environmentOf(service), '')
  t.ok(config.adminKey, 'the controls have a key')
  t.ok(Number.parseInt(service.stop_grace_period ?? '0') * 1000 > config.shutdownTimeout)
  const url = new URL(config.databaseUrl)
  const { POSTGRES_USER, POSTGRES_DB } = database.environment
  t.same([url.hostname, url.username, url.pathname], ['database', POSTGRES_USER, `/${POSTGRES_DB}`])
  t.end()
})

t.test('docker-compose.yml passes every setting', t => {
  // Where the service listens inside its container, and with which database, is the composition's.
  const own = ['HOST', 'PORT', 'DATABASE_URL']
  const names = Object.keys(settings).map(variableOf)
  t.same(Object.keys(service.environment).sort(), [...names, 'PGPASSWORD'].sort())
  for (const name of names.filter(name => !own.includes(name))) {
    t.equal(environmentOf(service, { [name]: 'given' })[name], 'given', name)
    if (!['ADMIN_KEY', 'ALLOWED_HOSTS'].includes(name)) t.equal(environmentOf(service)[name], '', `${name} has its default`)
  }
  t.end()
})

t.test('a password of any characters', postgresOnly, async t => {
  const password = 'p@ss/w:r#d %40?$x'
  const variables = { POSTGRES_PASSWORD: password }
  t.equal(environmentOf(database, variables)['POSTGRES_PASSWORD'], password)
  const { DATABASE_URL, PGPASSWORD } = environmentOf(service, variables)
  const url = await newDatabase(t, 'postgresql')
  const role = `office_${process.pid}`
  const admin = await new PrismaPg(url).connect()
  await admin.executeScript(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${password}'`)
  t.teardown(async () => {
    await admin.executeScript(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`)
    await admin.dispose()
  })
  const { host, pathname } = new URL(url)
  const databaseUrl = (DATABASE_URL ?? '').replace('office@', `${role}@`).replace('database:5432/office', `${host}${pathname}`)
  const { child, ended, output } = launch(['--port', '0'], { env: { DATABASE_URL: databaseUrl, PGPASSWORD: PGPASSWORD ?? '' } })
  while (!output().includes('serving') && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 50))
  child.kill('SIGTERM')
  t.match(await ended, { code: 0, stderr: '' })
})

const dockerfile = readFileSync('Dockerfile', 'utf8')
/** Instructions, with what goes on over several lines in one. */
const instructions = dockerfile.replaceAll('\\\n', ' ').split('\n').filter(line => line !== '' && !line.startsWith('#'))
const last = instructions.slice(instructions.findLastIndex(line => line.startsWith('FROM ')))
const argumentOf = (name: string): string => last.find(line => line.startsWith(`${name} `))?.slice(name.length + 1) ?? ''

t.test('the image runs the service, not as root, and takes flags', t => {
  t.equal(argumentOf('USER'), 'node')
  t.same(JSON.parse(argumentOf('ENTRYPOINT')), ['node', '/app/dist/program/main.js'])
  t.notOk(last.some(line => line.startsWith('CMD ')), 'so that what follows the name of the image are flags')
  const environment = Object.fromEntries(argumentOf('ENV').split(' ').map(pair => pair.split('=') as [string, string]))
  t.match(parseConfig(['--port', '4000'], environment, ''), { host: '0.0.0.0', port: 4000, databaseUrl: 'file:/data/office.db' })
  t.end()
})

t.test('the image contains what it copies', t => {
  const ignored = readFileSync('.dockerignore', 'utf8')
  for (const line of instructions.filter(line => line.startsWith('COPY ') && !line.includes('--from='))) {
    for (const source of line.split(' ').slice(1, -1)) {
      t.ok(existsSync(source), source)
      t.match(ignored, `!${source.replace(/^\.\//, '')}\n`, `${source} is sent to the builder`)
    }
  }
  const { version, description, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>
  const labels = Object.fromEntries([...argumentOf('LABEL').matchAll(/org\.opencontainers\.image\.(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
  t.match(labels, { title: 'graph-office-emulator', version: `${version}`, description: `${description}`, licenses: `${license}` })
  t.match(labels['documentation'], `${labels['source']}/blob/main/docs/container.md`)
  t.end()
})

t.test('of the native module the image has what is loaded, and no more', async t => {
  const command = instructions.find(line => line.includes('cd node_modules/better-sqlite3'))?.slice('RUN '.length) ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'image-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) cpSync(`node_modules/${name}`, join(folder, 'node_modules', name), { recursive: true })
  const run = async (file: string, ...args: string[]): Promise<string> => await new Promise((resolve, reject) => {
    execFile(file, args, { cwd: folder }, (error, stdout) => { if (error === null) resolve(stdout); else reject(error) })
  })
  await run('sh', '-c', command)
  const files = readdirSync(join(folder, 'node_modules/better-sqlite3'), { recursive: true }).map(String)
  t.same(files.filter(name => /\.(c|cc|cpp|h|hpp|o|a|gyp|gypi|d|node)$/.test(name)), ['build/Release/better_sqlite3.node'])
  t.equal(await run(process.execPath, '-e', "console.log(new (require('better-sqlite3'))(':memory:').prepare('SELECT 42').pluck().get())"), '42\n')
})

t.test('HEALTHCHECK', { skip: process.platform !== 'linux' && 'it reads /proc' }, async t => {
  t.match(argumentOf('HEALTHCHECK'), /CMD \["node", "\/app\/health.mjs"\]$/)
  const script = resolve('container/health.mjs')
  const loaded = [...readFileSync(script, 'utf8').matchAll(/(?:from|import\() ?['"`]([^'"`]+)/g)].map(([, name = '']) => name)
  t.same(loaded.filter(name => !name.startsWith('node:')), [], "it loads Node's own modules only")
  const check = async (pid: number | undefined, env: Readonly<Record<string, string>> = {}): Promise<readonly [number, string]> =>
    await new Promise(resolve => {
      execFile(process.execPath, [script, String(pid)], { env }, (error, stdout) => {
        resolve([error === null ? 0 : Number(error.code), stdout.trim()])
      })
    })
  const running = async (t: Test, ...args: readonly string[]) => (await startProcess(t, 'file::memory:', args)).child.pid
  const port = await freePort()
  const plain = await running(t, '--port', String(port))
  t.same(await check(plain, { PORT: '1' }), [0, 'ready'], 'a flag wins over the environment')
  t.same(await check(process.pid, { PORT: String(port) }), [0, 'ready'], 'the port of the environment')
  const secure = await freePort()
  t.same(await check(await running(t, '--json', `--port=${secure}`, '--host', '127.0.0.1', '--tls')), [0, 'ready'], 'https')
  const [code, reason] = await check(process.pid, { PORT: String(await freePort()) })
  t.equal(code, 1)
  t.match(reason, 'ECONNREFUSED')
})
