/** JSON to be read: coloured and folded. What is folded, and what is far down, is not in the page until somebody wants to see it. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { digitsOf, isExact, isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'

/** Members or items beyond which a value is folded at first. */
const MANY = 40

/** Members or items that are shown at once. */
const STEP = 100

export function JsonView ({ value }: { readonly value: Json }): JSX.Element {
  return <div class='json'><Value value={value} depth={0} /></div>
}

interface ValueProps {
  readonly name?: string
  readonly value: Json
  readonly depth: number
}

function Value ({ name, value, depth }: ValueProps): JSX.Element {
  const before = name === undefined ? null : <><span class='name'>{JSON.stringify(name)}</span><span class='mark'>: </span></>
  if (typeof value !== 'object' || value === null || isExact(value)) return <div>{before}<Scalar value={value} /></div>
  const entries: Entries = isObject(value) ? Object.entries(value) : (value as readonly Json[]).map(item => [undefined, item])
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']']
  if (entries.length === 0) return <div>{before}<span class='mark'>{open}{close}</span></div>
  return <Folded before={before} mark={`${open} ${entries.length} ${close}`} entries={entries} depth={depth} />
}

type Entries = ReadonlyArray<readonly [name: string | undefined, value: Json]>

interface FoldedProps {
  readonly before: JSX.Element | null
  readonly mark: string
  readonly entries: Entries
  readonly depth: number
}

function Folded ({ before, mark, entries, depth }: FoldedProps): JSX.Element {
  const [open, setOpen] = useState(depth < 3 && entries.length <= MANY)
  const [most, setMost] = useState(STEP)
  return (
    <details open={open} onToggle={event => { setOpen(event.currentTarget.open) }}>
      <summary>{before}<span class='mark'>{mark}</span></summary>
      {open && (
        <ul>
          {entries.slice(0, most).map(([member, item], index) => (
            <li key={member ?? index}><Value {...member === undefined ? {} : { name: member }} value={item} depth={depth + 1} /></li>
          ))}
          {entries.length > most && (
            <li><button type='button' class='small' onClick={() => { setMost(most + STEP) }}>{entries.length - most} more</button></li>
          )}
        </ul>
      )}
    </details>
  )
}

function Scalar ({ value }: { readonly value: Json }): JSX.Element {
  if (isExact(value)) return <span class='number'>{digitsOf(value)}</span>
  if (typeof value === 'string') return <span class='string'>{JSON.stringify(value)}</span>
  return <span class={typeof value === 'number' ? 'number' : 'word'}>{String(value)}</span>
}
