/** A collection as a table, asked for by the query in the bar. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { address, go, withParams } from '../service/address.js'
import { digitsOf, isExact, isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { failureOf, pathOfLink } from '../service/resources.js'
import type { ResourceAnswer, ResourceRequest } from '../service/resources.js'
import { ColumnMenu } from './column-menu.js'
import { Crumbs } from './crumbs.js'
import { EntityForm } from './entity-form.js'
import type { Location } from './location.js'
import type { Model } from './model.js'
import { QueryBar } from './query-bar.js'
import { encodeOptions, optionOf, readOptions } from './query-text.js'
import { RowTable } from './row-table.js'
import { Sent } from './sent.js'
import { useRequest } from './use-request.js'

export interface PlaceProps {
  readonly model: Model
  readonly location: Location
  readonly tenant: string
}

/** Counted unless the query says otherwise; `$apply` counts for itself. */
function requestOf (path: string, query: string, tenant: string): ResourceRequest {
  const options = readOptions(query)
  const counts = options.some(([name]) => name === '$count' || name === '$apply')
  return { method: 'GET', path: `${path}?${encodeOptions(counts ? options : [...options, ['$count', 'true']])}`, tenant }
}

export function CollectionPlace ({ model, location, tenant }: PlaceProps): JSX.Element {
  const { q = '', at = '' } = address.value.params
  const [adding, setAdding] = useState(false)
  const request = at === '' ? requestOf(location.path, q, tenant) : { method: 'GET', path: at, tenant }
  const { value: answer, error, loading, reload } = useRequest(request)
  const refused = answer === undefined ? undefined : failureOf(answer)
  const query = (next: string): void => {
    // The same query once more is a wish for what is there now.
    if (next === q && at === '') reload()
    else go({ params: withParams({ q: next, at: '' }) })
  }
  const added = (): void => { setAdding(false); reload() }
  return (
    <div class='place'>
      <div class='row'><Crumbs path={location.path} /></div>
      <QueryBar model={model} type={location.type} query={q} onQuery={query} refused={refused} />
      <Sent request={request} answer={answer} />
      <ErrorNotice error={error} onRetry={reload} />
      <div class='row'>
        <Counts answer={answer} loading={loading} />
        <Pages answer={answer} at={at} />
        <ColumnMenu model={model} type={location.type} query={q} onQuery={query} />
        {optionOf(q, '$apply') === undefined && <button class='small' onClick={() => { setAdding(true) }}>Add</button>}
      </div>
      {answer !== undefined && refused === undefined && (
        <RowTable model={model} location={location} rows={rowsOf(answer)} query={q} onQuery={query} />
      )}
      {adding && <EntityForm model={model} location={location} tenant={tenant} onDone={added} onClose={() => { setAdding(false) }} />}
    </div>
  )
}

export const rowsOf = ({ json }: ResourceAnswer): ReadonlyArray<{ readonly [name: string]: Json }> => {
  const value = isObject(json) ? json['value'] : undefined
  return Array.isArray(value) ? (value as Json[]).map(row => isObject(row) ? row : { value: row }) : []
}

const annotation = (answer: ResourceAnswer | undefined, name: string): Json | undefined =>
  isObject(answer?.json) ? answer.json[`@odata.${name}`] ?? answer.json[`@${name}`] : undefined

function Counts ({ answer, loading }: { readonly answer: ResourceAnswer | undefined, readonly loading: boolean }): JSX.Element {
  const count = annotation(answer, 'count')
  const rows = answer === undefined ? 0 : rowsOf(answer).length
  const all = count === undefined || count === null ? undefined : isExact(count) ? digitsOf(count) : Number(count).toLocaleString('en')
  return <span class='quiet small number' role='status' style={{ marginInlineEnd: 'auto' }}>{loading ? 'Asking …' : all === undefined ? `${rows} rows` : `${rows.toLocaleString('en')} of ${all} rows`}</span>
}

/** The service's own links lead on; the browser's history leads back. */
function Pages ({ answer, at }: { readonly answer: ResourceAnswer | undefined, readonly at: string }): JSX.Element {
  const next = annotation(answer, 'nextLink')
  return (
    <>
      {at !== '' && <button class='small' onClick={() => { history.back() }}>Previous page</button>}
      {at !== '' && <button class='small' onClick={() => { go({ params: withParams({ at: '' }) }) }}>First page</button>}
      <button
        class='small' disabled={typeof next !== 'string'}
        onClick={() => { go({ params: withParams({ at: pathOfLink(String(next)) }) }) }}
      >
        Next page
      </button>
    </>
  )
}
