import type { JSX } from 'preact'
import { Copyable } from '../parts/copy-button.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address, hrefOf } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import type { Service } from '../service/controls.js'
import { rootOf, service, servesFamily } from '../service/service-info.js'
import { useLoad } from '../service/use-load.js'
import { Snippets } from './snippets.js'
import { useSurprises } from './surprises.js'
import { TokenMaker } from './token-maker.js'

export function OverviewView (): JSX.Element {
  const known = service.value!
  return (
    <div class='page'>
      <div class='page-head'><h1>Overview</h1></div>
      <Surprises />
      <div class='cards flow'>
        <ServiceCard known={known} />
        <TokenMaker tenant={address.value.tenant} />
        <Snippets known={known} tenant={address.value.tenant} />
      </div>
      <Tenants />
    </div>
  )
}

function Surprises (): JSX.Element | null {
  const { surprises, reload } = useSurprises()
  const { busy, error, run } = useAction()
  if (surprises.length === 0 && error === undefined) return null
  return (
    <div class='stack'>
      {surprises.map(({ kind, words, remedy, clear }) => (
        <div key={kind} class='notice warning row'>
          <span>{words}</span>
          <button class='small' disabled={busy} onClick={() => { run(async () => { await clear(); reload() }) }}>{remedy}</button>
        </div>
      ))}
      <ErrorNotice error={error} />
    </div>
  )
}

const databaseOf = (url: string): string => url.startsWith('file::memory:') ? 'SQLite, in memory: gone at the end' : url

function ServiceCard ({ known }: { readonly known: Service }): JSX.Element {
  const { name, version, node, startedAt, instance, settings } = known
  return (
    <section class='card'>
      <header><h2>Service</h2><span class='quiet small'>{name} {version}</span></header>
      <dl class='facts'>
        <dt>Resources</dt><dd><Copyable text={rootOf(known)} /></dd>
        <dt>Model</dt><dd>{servesFamily(known) ? 'officeConfiguration of Microsoft Graph' : <code>{settings['model']}</code>}, <a href={`${rootOf(known)}/$metadata`}>$metadata</a></dd>
        <dt>Database</dt><dd><code>{databaseOf(String(settings['databaseUrl']))}</code></dd>
        <dt>Tokens</dt><dd>{{ none: 'none needed', bearer: 'any bearer token will do', jwt: 'verified' }[String(settings['auth'])]}</dd>
        <dt>Runs on</dt><dd>Node {node}, {instance.host}, process {instance.pid}</dd>
        <dt>Since</dt><dd class='number'>{startedAt.replace('T', ' ').slice(0, 19)} UTC</dd>
        <dt>Documents</dt>
        <dd>
          {settings['adminPort'] === '' && <><a href='../docs'>Swagger UI</a>, <a href='../openapi.json'>OpenAPI</a>, </>}
          <a href='docs'>controls</a>
        </dd>
      </dl>
    </section>
  )
}

function Tenants (): JSX.Element {
  const { value, error, reload } = useLoad(async () => await take(controls.GET('/__admin/tenants', { params: { query: { top: 200 } } })), [], 5000)
  const types = [...new Set(value?.value.flatMap(({ rows }) => Object.keys(rows)))].slice(0, 6)
  return (
    <section class='card wide'>
      <header><h2>Tenants</h2></header>
      <ErrorNotice error={error} onRetry={reload} />
      {value?.value.length === 0 && <p class='quiet'>None yet: the first write creates one.</p>}
      {value !== undefined && value.value.length > 0 && (
        <div class='scroller' tabIndex={0} role='region' aria-label='Tenants'>
          <table>
            <thead>
              <tr>
                <th>Tenant</th>{types.map(type => <th key={type} class='number'>{type}</th>)}
                <th class='number'>Size</th><th class='number'>Changes</th><th class='number'>Since</th>
              </tr>
            </thead>
            <tbody>
              {value.value.map(({ id, rows, bytes, version, createdAt }) => (
                <tr key={id}>
                  <td><a href={hrefOf({ tenant: id, view: 'data', path: '', params: {} })}>{id}</a></td>
                  {types.map(type => <td key={type} class='number'>{(rows[type] ?? 0).toLocaleString('en')}</td>)}
                  <td class='number'>{sizeOf(bytes)}</td>
                  <td class='number'>{version}</td>
                  <td class='number quiet'>{createdAt.replace('T', ' ').slice(0, 19)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value?.next !== undefined && <p class='quiet small'>There are more; choose one by its name at the top.</p>}
    </section>
  )
}

function sizeOf (bytes: number): string {
  const [unit, divisor] = bytes < 1024 ? ['B', 1] as const : bytes < 1024 ** 2 ? ['KiB', 1024] as const : ['MiB', 1024 ** 2] as const
  return `${(bytes / divisor).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}
