/** Check-ins by policy: a row has several, so that each is a count of its own, all of them in one batch. */
import type { JSX } from 'preact'
import { rowsOf } from '../data/collection-place.js'
import { encodeOptions } from '../data/query-text.js'
import { Sent } from '../data/sent.js'
import { useRequest } from '../data/use-request.js'
import { Bars } from '../parts/bars.js'
import type { Bar } from '../parts/bars.js'
import { ErrorNotice } from '../parts/notice.js'
import { hrefOf } from '../service/address.js'
import { isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { failureOf } from '../service/resources.js'
import type { ResourceAnswer } from '../service/resources.js'
import { ROWS, quoted } from './questions.js'

/** Rows that are looked at for the names of policies, and policies that are counted at most. */
const [SAMPLE, MOST] = [200, 12]

interface CardProps {
  readonly tenant: string
  readonly where: string
}

export function PolicyCard ({ tenant, where }: CardProps): JSX.Element {
  const sample = { method: 'GET', path: `${ROWS}?${encodeOptions([['$select', 'appliedPolicies'], ['$top', String(SAMPLE)]])}`, tenant }
  const { value: rows, error } = useRequest({ ...sample, headers: { prefer: `odata.maxpagesize=${SAMPLE}` } })
  const names = rows === undefined ? [] : [...new Set(rowsOf(rows).flatMap(row => textsIn(row['appliedPolicies'])))].sort().slice(0, MOST)
  const refused = rows === undefined ? undefined : failureOf(rows)
  return (
    <section class='card' aria-label='Policy'>
      <header><h2>Policy</h2><span class='quiet small'>those of the first {SAMPLE} rows</span></header>
      <ErrorNotice error={error ?? refused} />
      {rows === undefined ? <p class='quiet'>Counting …</p> : names.length === 0 ? <p class='quiet'>Nothing to count.</p> : <Counted names={names} tenant={tenant} where={where} />}
    </section>
  )
}

const textsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(item => typeof item === 'string') : []

const filterOf = (name: string): string => `appliedPolicies/any(p:p eq ${quoted(name)})`
const both = (where: string, own: string): string => where === '' ? own : where.includes(own) ? where : `${where} and ${own}`

function Counted ({ names, tenant, where }: CardProps & { readonly names: readonly string[] }): JSX.Element {
  const requests = names.map((name, index) => ({ id: String(index), method: 'GET', url: `${ROWS}/$count?${encodeOptions([['$filter', both(where, filterOf(name))]])}` }))
  const request = { method: 'POST', path: '$batch', tenant, body: JSON.stringify({ requests }, null, 2) }
  const { value: answer, error } = useRequest(request)
  const refused = answer === undefined ? undefined : failureOf(answer)
  return (
    <>
      <ErrorNotice error={error ?? refused} />
      {answer === undefined ? <p class='quiet'>Counting …</p> : <Bars bars={barsOf(answer, names, where)} />}
      <details><summary class='quiet small'>The request</summary><Sent request={request} answer={answer} /></details>
    </>
  )
}

function barsOf ({ json }: ResourceAnswer, names: readonly string[], where: string): readonly Bar[] {
  const responses = isObject(json) && Array.isArray(json['responses']) ? json['responses'] as readonly Json[] : []
  const counts = new Map(responses.map(response => isObject(response) ? [String(response['id']), Number(response['body'])] as const : ['', 0] as const))
  return names.map((name, index) => ({
    label: name,
    value: counts.get(String(index)) ?? Number.NaN,
    href: hrefOf({ params: { where: both(where, filterOf(name)) } })
  })).filter(({ value }) => !Number.isNaN(value)).sort((a, b) => b.value - a.value)
}
