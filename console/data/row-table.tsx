import type { JSX } from 'preact'
import { memo } from 'preact/compat'
import { useEffect, useState } from 'preact/hooks'
import { hrefOf } from '../service/address.js'
import type { Json } from '../service/exact-json.js'
import { CellValue } from './cell-value.js'
import { keyOf, membersOf } from './location.js'
import type { Location } from './location.js'
import type { Model } from './model.js'
import { isScalar } from './model.js'
import { nextOrder, optionOf } from './query-text.js'

type Row = { readonly [name: string]: Json }

/** Rows that are put into the page at once; more come when its end comes in sight. */
const STEP = 100

/** Pixels before the end. */
const NEAR = 800

interface TableProps {
  readonly model: Model
  readonly location: Location
  readonly rows: readonly Row[]
  readonly query: string
  readonly onQuery: (query: string) => void
}

export function RowTable ({ model, location, rows, query, onQuery }: TableProps): JSX.Element {
  const columns = columnsOf(model, location, rows)
  const sortable = new Set(membersOf(model, location.type).filter(member => isScalar(member, model)).map(({ name }) => name))
  const [most, setMost] = useState(STEP)
  useEffect(() => { setMost(STEP) }, [rows])
  const look = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { readonly currentTarget: HTMLElement }): void => {
    if (most < rows.length && scrollTop + clientHeight > scrollHeight - NEAR) setMost(most + STEP)
  }
  // Complex values have no key.
  const opens = location.type.kind === 'entity'
  const order = optionOf(query, '$orderby')
  const ordered = (name: string): 'ascending' | 'descending' | undefined => order === name ? 'ascending' : order === `${name} desc` ? 'descending' : undefined
  return (
    <div class='scroller' tabIndex={0} role='region' aria-label={`Rows of ${location.name}`} onScroll={look}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {opens && <th class='tight'><span class='hidden-label'>Open</span></th>}
            {columns.map(name => (
              <th key={name} aria-sort={ordered(name)}>
                {sortable.has(name)
                  ? <button class='sort' onClick={() => { onQuery(nextOrder(query, name)) }}>{name} <span aria-hidden='true'>{{ ascending: '▲', descending: '▼', none: '' }[ordered(name) ?? 'none']}</span></button>
                  : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.slice(0, most).map((row, index) =>
          <TableRow key={index} model={model} location={location} row={row} columns={columns.join()} opens={opens} />)}
        </tbody>
      </table>
      {rows.length === 0 && <p class='empty'>No rows.</p>}
    </div>
  )
}

interface RowProps extends LinkProps {
  /** Separated by commas: a text is the same for every row. */
  readonly columns: string
  readonly opens: boolean
}

const TableRow = memo(({ model, location, row, columns, opens }: RowProps): JSX.Element => (
  <tr>
    {opens && <td class='tight'><OpenLink model={model} location={location} row={row} /></td>}
    {columns.split(',').map(name => <td key={name} class='cut'><CellValue value={row[name]} /></td>)}
  </tr>
))

/** In the model's order, then what else the rows have, as `$compute` and `$apply` add it. */
function columnsOf (model: Model, { type }: Location, rows: readonly Row[]): readonly string[] {
  const known = membersOf(model, type).map(({ name }) => name)
  if (rows.length === 0) return known
  const there = new Set(rows.flatMap(row => Object.keys(row)).filter(name => !name.includes('@')))
  return [...known.filter(name => there.has(name)), ...[...there].filter(name => !known.includes(name))]
}

interface LinkProps {
  readonly model: Model
  readonly location: Location
  readonly row: Row
}

function OpenLink ({ model, location, row }: LinkProps): JSX.Element | null {
  const key = location.type.kind === 'entity' ? keyOf(model, location.type, row) : undefined
  if (key === undefined) return null
  return <a href={hrefOf({ path: `${location.path}${key}`, params: {} })} aria-label={`Open ${decodeURIComponent(key)}`}>open</a>
}
