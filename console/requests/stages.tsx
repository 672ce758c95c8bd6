import type { JSX } from 'preact'

/** Where the time went: the stages a request passes, in their order, from `Server-Timing`. */
export function Stages ({ stages }: { readonly stages: Readonly<Record<string, number>> }): JSX.Element | null {
  const parts = Object.entries(stages).filter(([name]) => name !== 'total')
  const sum = parts.reduce((before, [, milliseconds]) => before + milliseconds, 0)
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
    </section>
  )
}
