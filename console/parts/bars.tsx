/** Counts, as bars with their names, and as columns over time. */
import type { JSX } from 'preact'

export interface Bar {
  readonly label: string
  readonly value: number
  readonly href?: string
  readonly bad?: boolean
}

const percent = (value: number, most: number): string => `${most === 0 ? 0 : 100 * value / most}%`

export function Bars ({ bars }: { readonly bars: readonly Bar[] }): JSX.Element {
  const most = Math.max(0, ...bars.map(({ value }) => value))
  if (bars.length === 0) return <p class='quiet'>Nothing to count.</p>
  return (
    <ul class='bars'>{bars.map(({ label, value, href, bad = false }) => {
      const content = (
        <>
          <span class='bar-label' title={label}>{label}</span>
          <span class='bar-track'><span class={`bar-fill${bad ? ' bad' : ''}`} style={{ width: percent(value, most) }} /></span>
          <span class='bar-value'>{value.toLocaleString('en')}</span>
        </>
      )
      return <li key={label}>{href === undefined ? <span class='bar'>{content}</span> : <a class='bar' href={href}>{content}</a>}</li>
    })}
    </ul>
  )
}

/** More would be too narrow to be seen. */
const MOST_COLUMNS = 120

/** Neighbours together, where there are too many. */
function gathered (columns: readonly Bar[]): readonly Bar[] {
  const size = Math.ceil(columns.length / MOST_COLUMNS)
  if (size <= 1) return columns
  return Array.from({ length: Math.ceil(columns.length / size) }, (_, index) => {
    const part = columns.slice(index * size, (index + 1) * size)
    return { label: `${part[0]!.label} to ${part.at(-1)!.label}`, value: part.reduce((sum, { value }) => sum + value, 0) }
  })
}

export function Columns ({ columns: all, name }: { readonly columns: readonly Bar[], readonly name: string }): JSX.Element {
  const columns = gathered(all)
  const most = Math.max(0, ...columns.map(({ value }) => value))
  const words = `${name}: ${columns.length} columns, at most ${most}`
  return (
    <figure>
      <div class='columns' role='img' aria-label={words}>
        {columns.map(({ label, value }) => <span key={label} title={`${label}: ${value.toLocaleString('en')}`} style={{ height: percent(value, most) }} />)}
      </div>
      <div class='columns-axis' aria-hidden='true'><span>{all[0]?.label}</span><span>{all.at(-1)?.label}</span></div>
    </figure>
  )
}
