/** The check-in summary: what clients get, what was stored, and what follows from the rows. */
import type { JSX } from 'preact'
import { Sent } from '../data/sent.js'
import { dataChanges, useRequest } from '../data/use-request.js'
import { ErrorNotice } from '../parts/notice.js'
import { controls, take } from '../service/controls.js'
import { isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { service } from '../service/service-info.js'
import { useLoad } from '../service/use-load.js'

const loadBoth = async (tenant: string) => {
  const params = { path: { tenant } }
  const [summaries, { summaryMode }] = await Promise.all([
    take(controls.GET('/__admin/tenants/{tenant}/checkinSummary', { params })),
    take(controls.GET('/__admin/tenants/{tenant}/settings', { params }))
  ])
  return { ...summaries, mode: summaryMode ?? String(service.value!.settings['summaryMode']) }
}

export function SummaryCard ({ tenant }: { readonly tenant: string }): JSX.Element {
  const request = { method: 'GET', path: 'officeConfiguration/tenantUserCheckinSummary', tenant }
  const answered = useRequest(request)
  const both = useLoad(async () => await loadBoth(tenant), [tenant, dataChanges.value])
  const answer = isObject(answered.value?.json) ? answered.value.json : {}
  const rows: ReadonlyArray<readonly [string, Readonly<Record<string, Json>>]> = [
    [`Clients get (${both.value?.mode ?? '…'})`, answer],
    ['Stored', both.value?.stored ?? {}],
    ['Computed from the rows', both.value?.computed ?? {}]
  ]
  const differs = both.value !== undefined && JSON.stringify(both.value.stored) !== JSON.stringify(both.value.computed)
  return (
    <section class='card' aria-label='Users'>
      <header><h2>Users</h2>{differs && <span class='warn small'>stored and computed differ</span>}</header>
      <ErrorNotice error={answered.error ?? both.error} />
      <table>
        <thead><tr><th>Summary</th><th class='number'>Succeeded</th><th class='number'>Failed</th></tr></thead>
        <tbody>{rows.map(([words, counts]) => (
          <tr key={words}>
            <td>{words}</td><td class='number'>{text(counts['succeededUserCount'])}</td><td class='number'>{text(counts['failedUserCount'])}</td>
          </tr>
        ))}
        </tbody>
      </table>
      <details>
        <summary class='quiet small'>The requests</summary>
        <Sent request={request} answer={answered.value} />
        <div class='sent'><code>GET /__admin/tenants/{tenant}/checkinSummary</code></div>
      </details>
    </section>
  )
}

const text = (value: Json | undefined): string => typeof value === 'number' ? value.toLocaleString('en') : '–'
