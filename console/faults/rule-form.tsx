/** A rule, made or changed: which requests, what happens, when. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import type { Effect, FaultRule, ShownRule } from '../service/controls.js'
import { FieldInputs } from './field-inputs.js'
import { effectFields, latencyFields, matchFields, readFields, scheduleFields, typedOf } from './rule-fields.js'
import type { Typed } from './rule-fields.js'
import { settingOf } from './rule-list.js'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

type LatencyKind = keyof typeof latencyFields

interface Draft {
  readonly description: string
  readonly methods: readonly string[]
  readonly match: Typed
  readonly effectKind: Effect['kind'] | 'none'
  readonly effect: Typed
  readonly latencyKind: LatencyKind | 'none'
  readonly latency: Typed
  readonly schedule: Typed
  readonly untilRetryAfter: boolean
}

/** From the rule, or from the address when somebody came from a request. */
function begin (rule: FaultRule | undefined): Draft {
  const { methods = '', ...params } = address.value.params
  const effectKind = rule === undefined ? 'error' : rule.effect?.kind ?? 'none'
  const latencyKind = rule?.latency?.kind ?? 'none'
  return {
    description: rule?.description ?? '',
    methods: rule === undefined ? methods.split(',').filter(method => method !== '') : rule.match?.methods ?? [],
    match: typedOf(matchFields, rule === undefined ? Object.fromEntries(Object.entries(params).filter(([name, value]) => name !== 'headers' && value !== '')) : rule.match),
    effectKind,
    effect: rule === undefined ? { status: '503' } : effectKind === 'none' ? {} : typedOf(effectFields[effectKind], rule.effect),
    latencyKind,
    latency: latencyKind === 'none' ? {} : typedOf(latencyFields[latencyKind], rule?.latency),
    schedule: typedOf(scheduleFields, rule?.schedule),
    untilRetryAfter: rule?.schedule?.untilRetryAfter === true
  }
}

/** @param kept What the form has no fields for. @throws SyntaxError for a field that is to hold JSON and does not */
function ruleOf (draft: Draft, kept: FaultRule): FaultRule {
  const { description, methods, effectKind, latencyKind, untilRetryAfter } = draft
  const match = { ...methods.length === 0 ? {} : { methods }, ...readFields(matchFields, draft.match) }
  const schedule = { ...readFields(scheduleFields, draft.schedule), ...untilRetryAfter ? { untilRetryAfter } : {} }
  const { match: _match, effect: _effect, latency: _latency, schedule: _schedule, description: _description, ...others } = kept
  return {
    ...others,
    ...description === '' ? {} : { description },
    ...Object.keys(match).length === 0 ? {} : { match },
    ...latencyKind === 'none' ? {} : { latency: { kind: latencyKind, ...readFields(latencyFields[latencyKind], draft.latency) } },
    ...effectKind === 'none' ? {} : { effect: { kind: effectKind, ...readFields(effectFields[effectKind], draft.effect) } },
    ...Object.keys(schedule).length === 0 ? {} : { schedule }
  } as FaultRule
}

function preview (draft: Draft, kept: FaultRule): { readonly rule?: FaultRule, readonly fault?: string } {
  try {
    return { rule: ruleOf(draft, kept) }
  } catch (error) {
    return { fault: (error as Error).message }
  }
}

export function RuleForm ({ rule: given, onClose }: { readonly rule?: ShownRule, readonly onClose: () => void }): JSX.Element {
  const kept = given === undefined ? {} : settingOf(given)
  const [draft, setDraft] = useState(() => begin(given === undefined ? undefined : kept))
  const { busy, error, run } = useAction()
  const { rule, fault } = preview(draft, kept)
  const set = (change: Partial<Draft>): void => { setDraft(before => ({ ...before, ...change })) }
  const save = async (): Promise<void> => {
    await (given === undefined
      ? take(controls.POST('/__admin/faults', { body: rule! }))
      : take(controls.PUT('/__admin/faults/{id}', { params: { path: { id: given.id } }, body: rule! })))
    onClose()
  }
  return (
    <Dialog title={given === undefined ? 'New rule' : `Rule ${given.id}`} onClose={onClose}>
      <form onSubmit={event => { event.preventDefault(); run(save) }} autocomplete='off'>
        <label class='field'>
          <span>Description</span>
          <input value={draft.description} onInput={event => { set({ description: event.currentTarget.value }) }} maxLength={1000} />
        </label>
        <MatchFields draft={draft} set={set} />
        <HappensFields draft={draft} set={set} />
        <fieldset>
          <legend>When</legend>
          <FieldInputs fields={scheduleFields} typed={draft.schedule} onChange={schedule => { set({ schedule }) }} />
          <label class='check'>
            <input type='checkbox' checked={draft.untilRetryAfter} onChange={event => { set({ untilRetryAfter: event.currentTarget.checked }) }} /> and again until Retry-After has passed
          </label>
        </fieldset>
        <details>
          <summary class='quiet small'>As JSON</summary>
          <pre tabIndex={0} class='text-block'>{fault ?? JSON.stringify(rule, null, 2)}</pre>
        </details>
        <ErrorNotice error={error ?? fault} />
        <div class='row end'>
          <button class='primary' disabled={busy || fault !== undefined}>{given === undefined ? 'Add' : 'Save'}</button>
        </div>
      </form>
    </Dialog>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

function MatchFields ({ draft: { methods, match }, set }: PartProps): JSX.Element {
  const toggle = (method: string): void => {
    set({ methods: methods.includes(method) ? methods.filter(known => known !== method) : [...methods, method] })
  }
  return (
    <fieldset>
      <legend>Which requests</legend>
      <div class='row' role='group' aria-label='Methods; any without one'>
        {METHODS.map(method => <button key={method} type='button' class='small' aria-pressed={methods.includes(method)} onClick={() => { toggle(method) }}>{method}</button>)}
      </div>
      <FieldInputs fields={matchFields} typed={match} onChange={changed => { set({ match: changed }) }} />
    </fieldset>
  )
}

function HappensFields ({ draft: { effectKind, effect, latencyKind, latency }, set }: PartProps): JSX.Element {
  const effects = ['none', ...Object.keys(effectFields)] as ReadonlyArray<Draft['effectKind']>
  const latencies = ['none', ...Object.keys(latencyFields)] as ReadonlyArray<Draft['latencyKind']>
  return (
    <fieldset>
      <legend>What happens</legend>
      <div class='fields'>
        <label class='field'>
          <span>Wait</span>
          <select value={latencyKind} onChange={event => { set({ latencyKind: latencies[event.currentTarget.selectedIndex]! }) }}>
            {latencies.map(kind => <option key={kind}>{kind}</option>)}
          </select>
        </label>
        <label class='field'>
          <span>Effect</span>
          <select value={effectKind} onChange={event => { set({ effectKind: effects[event.currentTarget.selectedIndex]! }) }}>
            {effects.map(kind => <option key={kind}>{kind}</option>)}
          </select>
        </label>
      </div>
      {latencyKind !== 'none' && (
        <FieldInputs fields={latencyFields[latencyKind]} typed={latency} onChange={changed => { set({ latency: changed }) }} />
      )}
      {effectKind !== 'none' && (
        <FieldInputs fields={effectFields[effectKind]} typed={effect} onChange={changed => { set({ effect: changed }) }} />
      )}
    </fieldset>
  )
}
