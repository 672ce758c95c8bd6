/** JSON to be read: coloured and folded. */
import type { JSX } from 'preact'
import { digitsOf, isExact, isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'

/** Members or items beyond which a value is folded at first. */
const MANY = 40

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
  const entries: ReadonlyArray<readonly [string | undefined, Json]> = isObject(value)
    ? Object.entries(value)
    : (value as readonly Json[]).map(item => [undefined, item])
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']']
  if (entries.length === 0) return <div>{before}<span class='mark'>{open}{close}</span></div>
  return (
    <details open={depth < 3 && entries.length <= MANY}>
      <summary>{before}<span class='mark'>{open} {entries.length} {close}</span></summary>
      <ul>{entries.map(([member, item], index) => (
        <li key={member ?? index}><Value {...member === undefined ? {} : { name: member }} value={item} depth={depth + 1} /></li>
      ))}
      </ul>
    </details>
  )
}

function Scalar ({ value }: { readonly value: Json }): JSX.Element {
  if (isExact(value)) return <span class='number'>{digitsOf(value)}</span>
  if (typeof value === 'string') return <span class='string'>{JSON.stringify(value)}</span>
  return <span class={typeof value === 'number' ? 'number' : 'word'}>{String(value)}</span>
}
