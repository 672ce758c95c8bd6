// What is measured. `wanted` is the least ratio of our throughput to the baseline's, by database.
import { row } from './rows.mjs'
import { OFFICE, headersOf } from './tenants.mjs'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
export const REPLACED_ROWS = 10_000
const PAGE_SIZE = 100
/** Stands in a path for the key of the configuration of `few`, which the service gives it. */
export const KEY = '{key}'

const query = options => Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
const conditions = { $filter: "wasSuccessful eq false and devicePlatform eq 'Windows'", $orderby: 'checkinDateTime desc', $top: '100' }

/** With the journal on and off; the other cases have it on, as it is by default. */
export const singleton = { path: OFFICE, connections: 10, headers: headersOf('few') }

export const pageWithoutCount = { path: `${ROWS}?${query(conditions)}`, connections: 1 }

/** The same URL over and over, and another literal each time, of a query whose answer is short. */
export const literals = (() => {
  const filtered = name => `${ROWS}?${query({ $filter: `deviceName eq '${name}'` })}`
  let next = 0
  const common = { connections: 10, headers: headersOf('few') }
  return { repeated: { ...common, path: filtered('PC-0'), change: request => ({ ...request }) }, fresh: { ...common, path: filtered('PC-1'), change: request => ({ ...request, path: filtered(`PC-${++next}`) }) } }
})()

/** `tenant` decides the rows: `few` has 5, `many` has --rows, `replaced` 10,000. `follow`: next links to go along first. */
export const casesFor = (count, newRows) => [
  { name: 'singleton', title: 'GET the singleton with 5 rows', wanted: { sqlite: 0.7, postgresql: 0.8 }, tenant: 'few', path: OFFICE },
  { name: 'page', title: 'page: two conditions, $orderby, $top=100, $count', wanted: { sqlite: 0.95, postgresql: 0.95 }, tenant: 'many', path: `${ROWS}?${query({ ...conditions, $count: 'true' })}` },
  { name: 'deep', title: 'next page in the middle', wanted: { sqlite: 0.85, postgresql: 1 }, tenant: 'many', path: `${ROWS}?${query({ $orderby: 'checkinDateTime' })}`, prefer: `odata.maxpagesize=${PAGE_SIZE}`, follow: Math.floor(count / 2 / PAGE_SIZE) },
  { name: 'contains', title: 'page: contains, $top=100', wanted: { sqlite: 0.9, postgresql: 0.95 }, tenant: 'many', path: `${ROWS}?${query({ $filter: "contains(deviceName,'77')", $top: '100' })}` },
  { name: 'summary', title: 'PATCH the summary', wanted: { sqlite: 0.6, postgresql: 0.7 }, tenant: 'few', method: 'PATCH', path: OFFICE, body: { tenantUserCheckinSummary: { succeededUserCount: 3, failedUserCount: 14 } } },
  { name: 'key', title: 'GET a configuration by its key', wanted: { sqlite: 0.7, postgresql: 0.8 }, tenant: 'few', path: `${OFFICE}/clientConfigurations/${KEY}` },
  { name: 'post', title: 'POST a row', wanted: { sqlite: 0.6, postgresql: 0.7 }, tenant: 'posted', method: 'POST', path: ROWS, body: row(0) },
  { name: 'replace', title: 'PATCH replacing 10,000 rows', wanted: { sqlite: 0.75, postgresql: 0.85 }, tenant: 'replaced', method: 'PATCH', path: OFFICE, body: { tenantCheckinStatuses: newRows }, connections: 1 },
  { name: 'all', title: `GET all ${count.toLocaleString('en')} rows`, wanted: { sqlite: 0.5, postgresql: 0.5 }, tenant: 'many', path: OFFICE, connections: 1, memory: 128 }
].map(({ tenant, body, prefer, connections = 10, ...rest }) => ({
  ...rest,
  connections,
  headers: { ...headersOf(tenant), ...prefer === undefined ? {} : { prefer } },
  body: body === undefined ? undefined : JSON.stringify(body)
}))

/** Follows next links of one server; the path of the page that so many lead to. */
export async function pathAfter ({ url }, { path, headers, follow = 0 }) {
  let at = path
  for (let page = 0; page < follow; page++) {
    const answer = await fetch(`${url}${at}`, { headers })
    const { '@odata.nextLink': next } = await answer.json()
    if (next === undefined) throw new Error(`${url}${at}: ${answer.status}, and no next link on page ${page + 1}`)
    at = next.slice(url.length)
  }
  return at
}
