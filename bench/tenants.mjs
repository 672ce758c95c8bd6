// Each size of data is a tenant of the same database, chosen by the token, so that nothing need be filled again between cases.
import { rows } from './rows.mjs'

const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Headers of a request of this tenant. Nobody checks the signature. */
export const headersOf = tenant => ({
  authorization: `Bearer ${part({ alg: 'none' })}.${part({ tid: tenant })}.`,
  'content-type': 'application/json'
})

export const OFFICE = '/beta/officeConfiguration'

/** Gives a tenant its rows, by our own service. */
export async function fill ({ url }, tenant, count) {
  const body = JSON.stringify({ tenantCheckinStatuses: rows(count), tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } })
  const answer = await fetch(`${url}${OFFICE}`, { method: 'PATCH', headers: { ...headersOf(tenant), prefer: 'return=minimal' }, body })
  if (!answer.ok) throw new Error(`filling ${tenant} with ${count} rows: ${answer.status} ${await answer.text()}`)
}

/** Gives a tenant a configuration; returns its key. */
export async function configure ({ url }, tenant) {
  const body = JSON.stringify({ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'Finance desktops', description: 'Macro rules', priority: 10 })
  const answer = await fetch(`${url}${OFFICE}/clientConfigurations`, { method: 'POST', headers: { ...headersOf(tenant), prefer: 'return=representation' }, body })
  if (!answer.ok) throw new Error(`a configuration for ${tenant}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).id
}

/** More rows than a body may have. */
export async function generate ({ url }, tenant, count) {
  const body = JSON.stringify({ rows: count, configurations: 0, seed: 1 })
  const answer = await fetch(`${url}/__admin/tenants/${tenant}/generate`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!answer.ok) throw new Error(`generating ${count} rows for ${tenant}: ${answer.status} ${await answer.text()}`)
}
