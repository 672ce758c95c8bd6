import type { JSX } from 'preact'

/** What of the stages the database took; no stage itself. */
const SQL = 'sql'

/** Where the time went: the stages a request passes, in their order, from `Server-Timing`. */
export function Stages ({ stages }: { readonly stages: Readonly<Record<string, number>> }): JSX.Element | null {
  const parts = Object.entries(stages).filter(([name]) => name !== SQL)
  const sum = parts.reduce((before, [, milliseconds]) => before + milliseconds, 0)
  const sql = stages[SQL]
  if (parts.length === 0) return null
  const words = parts.map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(2)} ms`)
  return (
    <section>
      <h3>Stages</h3>
      <div class='stages' role='img' aria-label={words.join(', ')}>
        {parts.map(([name, milliseconds], index) => <span key={name} class={`stage-${index % 6}`} style={{ flex: String(sum === 0 ? 1 : milliseconds / sum) }} />)}
      </div>
      <div class='legend' aria-hidden='true'>
        {words.map((text, index) => <span key={text}><i class={`stage-${index % 6}`} />{text}</span>)}
      </div>
      {sql !== undefined && (
        <p class='small'>
          SQL <b class='number'>{sql.toFixed(2)} ms</b> <span class='quiet'>of {sum.toFixed(2)} ms: statements, waiting for the database, commits</span>
        </p>
      )}
    </section>
  )
}
