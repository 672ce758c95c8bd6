import type { JSX } from 'preact'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { hrefOf, withParams } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import type { FaultRule, ShownRule } from '../service/controls.js'
import { effectWords, matchWords, scheduleWords } from './rule-words.js'

interface ListProps {
  readonly rules: readonly ShownRule[]
  readonly onChange: () => void
}

export function RuleList ({ rules, onChange }: ListProps): JSX.Element {
  const { busy, error, run } = useAction()
  const change = (work: () => Promise<unknown>): void => { run(async () => { await work(); onChange() }) }
  return (
    <>
      <ErrorNotice error={error} />
      {rules.length === 0 && <p class='notice quiet'>No rule: nothing fails on purpose.</p>}
      <ol class='rules' aria-label='Rules'>{rules.map((rule, index) => (
        <Rule key={rule.id} rule={rule} place={index} last={index === rules.length - 1} busy={busy} change={change} />
      ))}
      </ol>
    </>
  )
}

/** What a rule is, without what it has hit. */
export function settingOf ({ hits: _, ...rule }: ShownRule): FaultRule {
  return rule
}

interface RuleProps {
  readonly rule: ShownRule
  readonly place: number
  readonly last: boolean
  readonly busy: boolean
  readonly change: (work: () => Promise<unknown>) => void
}

function Rule ({ rule, place, last, busy, change }: RuleProps): JSX.Element {
  const { id, hits } = rule
  const params = { path: { id } }
  const on = rule.enabled !== false
  const name = rule.description === undefined || rule.description === '' ? id : rule.description
  const put = async (): Promise<unknown> => await take(controls.PUT('/__admin/faults/{id}', { params, body: { ...settingOf(rule), enabled: !on } }))
  const move = async (to: number): Promise<unknown> => await take(controls.POST('/__admin/faults/{id}/move', { params, body: { place: to } }))
  const schedule = scheduleWords(rule)
  return (
    <li class={`rule${on ? '' : ' off'}`}>
      <input
        type='checkbox' role='switch' class='switch' checked={on} disabled={busy} aria-label={`${name} is on`}
        onChange={() => { change(put) }}
      />
      <div class='rule-text'>
        <strong>{name}</strong> {name === id ? '' : <span class='quiet small'>{id}</span>}
        <p class='small'>
          <span class='quiet'>{matchWords(rule)}:</span> {effectWords(rule)}
          {schedule === '' ? '' : <span class='quiet'>, {schedule}</span>}
        </p>
      </div>
      <div class='hits' aria-label='Hits'>
        <span><b>{hits.matched}</b> matched</span><span><b>{hits.fired}</b> fired</span>
        {hits.again > 0 && <span><b>{hits.again}</b> again</span>}
      </div>
      <div class='row'>
        <button
          class='plain small' disabled={busy || place === 0}
          onClick={() => { change(async () => await move(place - 1)) }} aria-label={`Move ${name} up`}
        >
          ↑
        </button>
        <button
          class='plain small' disabled={busy || last} onClick={() => { change(async () => await move(place + 1)) }}
          aria-label={`Move ${name} down`}
        >
          ↓
        </button>
        <a class='button small' href={hrefOf({ params: withParams({ edit: id }) })} aria-label={`Edit ${name}`}>Edit</a>
        <button
          class='small danger' disabled={busy}
          onClick={() => { change(async () => await take(controls.DELETE('/__admin/faults/{id}', { params }))) }}
          aria-label={`Remove ${name}`}
        >
          Remove
        </button>
      </div>
    </li>
  )
}
