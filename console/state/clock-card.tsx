/** What time it is for the service. */
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { controls, take } from '../service/controls.js'
import type { Clock } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'

const steps = [['PT1M', 'a minute'], ['PT1H', 'an hour'], ['P1D', 'a day'], ['P1M', 'a month']] as const

export function ClockCard (): JSX.Element {
  const { value, error, reload } = useLoad(async () => await take(controls.GET('/__admin/clock')), [], 1000)
  const { busy, error: failure, run } = useAction()
  const time = useRef<HTMLInputElement>(null)
  const change = (work: () => Promise<unknown>): void => { run(async () => { await work(); reload() }) }
  const stop = (fixed: string): void => { change(async () => await take(controls.PUT('/__admin/clock', { body: { fixed } }))) }
  const advance = (by: string): void => { change(async () => await take(controls.POST('/__admin/clock/advance', { body: { by } }))) }
  return (
    <section class='card' aria-label='Clock'>
      <header>
        <h2>Clock</h2>
        <button
          class='small' disabled={busy || value === undefined || value.mode === 'system'}
          onClick={() => { change(async () => await take(controls.DELETE('/__admin/clock'))) }}
        >
          Back to the computer's time
        </button>
      </header>
      <ErrorNotice error={failure ?? error} />
      {value !== undefined && (
        <p><span class='clock-now'>{value.now.replace('T', ' ').slice(0, 19)}</span> <span class='quiet'>UTC, {modeWords(value)}</span></p>
      )}
      <form class='row' style={{ flexWrap: 'nowrap' }} onSubmit={event => { event.preventDefault(); stop(time.current!.value) }}>
        <input
          ref={time} aria-label='Time to stop at' placeholder='2026-01-31T09:30:00Z' required
          pattern='\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+\-]\d\d:\d\d)'
        />
        <button disabled={busy}>Stop at</button>
        <button type='button' disabled={busy || value === undefined} onClick={() => { stop(value!.now) }}>Stop now</button>
      </form>
      <div class='row'>
        <span class='quiet small'>Move on by</span>
        {steps.map(([by, words]) => <button key={by} class='small' disabled={busy} onClick={() => { advance(by) }}>{words}</button>)}
      </div>
      <p class='quiet small'>
        It decides <code>now()</code> in queries, throttling and <code>Retry-After</code>, the lifetime of tokens, schedules of faults,
        computed summaries and the times in the journal. How long things take is real time always.
      </p>
    </section>
  )
}

function modeWords ({ mode, offset = '' }: Clock): string {
  switch (mode) {
    case 'system': return "as the computer's"
    case 'fixed': return 'standing still'
    case 'offset': return `moved by ${offset}`
  }
}
