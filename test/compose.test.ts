/** docker-compose.yml and Dockerfile: what can be held without a container engine. */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parseDocument } from 'yaml'
import { parseConfig } from '../src/config.js'
import { settings, variableOf } from '../src/settings.js'

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
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

/** `${NAME:-default}` as Compose reads it. */
const interpolate = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1')

t.test('docker-compose.yml', t => {
  const document = parseDocument(readFileSync('docker-compose.yml', 'utf8'), { strict: true, uniqueKeys: true })
  t.same(document.errors, [])
  t.same(document.warnings, [])
  const { services, volumes } = document.toJS() as Compose
  const { service, database } = services as { service: Service, database: Service }
  t.same(Object.keys(services), ['database', 'service'])
  t.equal(service.depends_on?.['database']?.condition, 'service_healthy', 'health-ordered start')
  t.ok(database.healthcheck)
  t.same(database.volumes, ['database:/var/lib/postgresql/data'])
  t.ok('database' in volumes)
  t.same(service.ports?.map(interpolate), ['3000:3000'])
  const known = Object.keys(settings).map(variableOf)
  for (const name of Object.keys(service.environment)) t.ok(known.includes(name), name)
  const environment = Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, interpolate(value)]))
  const config = parseConfig([], environment, '')
  const url = new URL(config.databaseUrl)
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment
  t.same([url.hostname, url.username, url.password, url.pathname], ['database', POSTGRES_USER, interpolate(POSTGRES_PASSWORD ?? ''), `/${POSTGRES_DB}`])
  t.ok(Number.parseInt(service.stop_grace_period ?? '0') * 1000 > config.shutdownTimeout)
  t.end()
})

t.test('Dockerfile', t => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n')
  const stages = lines.filter(line => line.startsWith('FROM '))
  t.equal(stages.length, 2, 'multi-stage')
  t.ok(lines.includes('USER node'), 'not root')
  t.ok(lines.some(line => line.startsWith('HEALTHCHECK ')))
  const ignored = readFileSync('.dockerignore', 'utf8')
  for (const line of lines.filter(line => line.startsWith('COPY ') && !line.includes('--from='))) {
    for (const source of line.split(' ').slice(1, -1)) {
      t.ok(existsSync(source), source)
      t.match(ignored, `!${source.replace(/^\.\//, '')}\n`, `${source} is sent to the builder`)
    }
  }
  const environment = Object.fromEntries((lines.find(line => line.startsWith('ENV ')) ?? '').split(' ').slice(1).map(pair => pair.split('=') as [string, string]))
  t.match(parseConfig([], environment, ''), { host: '0.0.0.0', port: 3000, databaseUrl: 'file:/data/office.db' })
  t.end()
})
