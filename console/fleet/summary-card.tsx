/** The check-in summary, as it was stored and as it follows from the rows. */
import type { JSX } from 'preact'
import { rowsOf } from '../data/collection-place.js'
import { encodeOptions } from '../data/query-text.js'
import { Sent } from '../data/sent.js'
import { useRequest } from '../data/use-request.js'
import { isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { service } from '../service/service-info.js'
import { ROWS } from './questions.js'

/** The latest check-in of each user decides; this counts users by whether any of theirs went well or not. */
const USERS = 'groupby((wasSuccessful),aggregate(userId with countdistinct as users))'

export function SummaryCard ({ tenant }: { readonly tenant: string }): JSX.Element {
  const summary = { method: 'GET', path: 'officeConfiguration/tenantUserCheckinSummary', tenant }
  const rows = { method: 'GET', path: `${ROWS}?${encodeOptions([['$apply', USERS]])}`, tenant }
  const [shown, counted] = [useRequest(summary), useRequest(rows)]
  const value = isObject(shown.value?.json) ? shown.value.json : {}
  const users = (successful: boolean): Json | undefined =>
    counted.value === undefined ? undefined : rowsOf(counted.value).find(row => row['wasSuccessful'] === successful)?.['users'] ?? 0
  const mode = String(service.value!.settings['summaryMode'])
  return (
    <section class='card' aria-label='Users'>
      <header><h2>Users</h2><span class='quiet small'>summary: {mode}</span></header>
      <table>
        <thead><tr><td /><th class='number'>Succeeded</th><th class='number'>Failed</th></tr></thead>
        <tbody>
          <tr>
            <td>The summary says</td><td class='number'>{text(value['succeededUserCount'])}</td>
            <td class='number'>{text(value['failedUserCount'])}</td>
          </tr>
          <tr><td>Users with such a row</td><td class='number'>{text(users(true))}</td><td class='number'>{text(users(false))}</td></tr>
        </tbody>
      </table>
      <details>
        <summary class='quiet small'>The requests</summary><Sent request={summary} answer={shown.value} />
        <Sent request={rows} answer={counted.value} />
      </details>
    </section>
  )
}

const text = (value: Json | undefined): string => typeof value === 'number' ? value.toLocaleString('en') : '–'
