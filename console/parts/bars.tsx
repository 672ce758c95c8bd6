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

export function Columns ({ columns, name }: { readonly columns: readonly Bar[], readonly name: string }): JSX.Element {
  const most = Math.max(0, ...columns.map(({ value }) => value))
  const words = `${name}: ${columns.length} columns, at most ${most}`
  return (
    <figure>
      <div class='columns' role='img' aria-label={words}>
        {columns.map(({ label, value }) => <span key={label} title={`${label}: ${value.toLocaleString('en')}`} style={{ height: percent(value, most) }} />)}
      </div>
      <div class='columns-axis' aria-hidden='true'><span>{columns[0]?.label}</span><span>{columns.at(-1)?.label}</span></div>
    </figure>
  )
}
