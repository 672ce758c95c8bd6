/** How much clients may ask, and what they have used of it. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { controls, take } from '../service/controls.js'
import type { ThrottleLimits, ThrottleWindow } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'

/** Microsoft Graph's for Intune. */
const GRAPH: ThrottleLimits = { application: { requests: 1000, writes: 100 }, tenant: { requests: 2000, writes: 200 } }
const TIGHT: ThrottleLimits = { application: { requests: 5, writes: 2 }, tenant: { requests: 10, writes: 4 } }

const isSame = (a: ThrottleLimits | null | undefined, b: ThrottleLimits): boolean => JSON.stringify(a) === JSON.stringify(b)

export function ThrottleCard (): JSX.Element {
  const { value, error, reload } = useLoad(async () => await take(controls.GET('/__admin/throttle')), [], 1000)
  const { busy, error: failure, run } = useAction()
  const set = (body: ThrottleLimits): void => { run(async () => { await take(controls.PUT('/__admin/throttle', { body })); reload() }) }
  return (
    <section class='card' aria-label='Throttle'>
      <header>
        <h2>Throttle</h2>
        <button class='small' disabled={busy} aria-pressed={isSame(value?.limits, GRAPH)} onClick={() => { set(GRAPH) }}>As Graph</button>
        <button class='small' disabled={busy} aria-pressed={isSame(value?.limits, TIGHT)} onClick={() => { set(TIGHT) }}>
          Five requests
        </button>
        <button
          class='small' disabled={busy}
          onClick={() => { run(async () => { await take(controls.DELETE('/__admin/throttle')); reload() }) }}
        >
          As at the start
        </button>
      </header>
      <ErrorNotice error={failure ?? error} />
      <p class='quiet'>
        {value === undefined || value.limits === null ? 'Off: clients may ask as much as they like.' : limitWords(value.limits)}
      </p>
      <OwnLimits key={JSON.stringify(value?.limits)} limits={value?.limits ?? GRAPH} busy={busy} onSet={set} />
      {value !== undefined && value.windows.length > 0 && (
        <ul class='stack'>
          {value.windows.map(window => <Window key={`${window.tenant} ${window.application ?? ''}`} window={window} />)}
        </ul>
      )}
    </section>
  )
}

const limitWords = ({ application, tenant }: ThrottleLimits): string =>
  `In 20 seconds an application may ask ${application.requests.toLocaleString('en')} times and write ${application.writes.toLocaleString('en')} times; a tenant ${tenant.requests.toLocaleString('en')} and ${tenant.writes.toLocaleString('en')}.`

interface OwnProps {
  readonly limits: ThrottleLimits
  readonly busy: boolean
  readonly onSet: (limits: ThrottleLimits) => void
}

function OwnLimits ({ limits, busy, onSet }: OwnProps): JSX.Element {
  const [{ application, tenant }, setLimits] = useState(limits)
  const input = (label: string, value: number, change: (value: number) => ThrottleLimits): JSX.Element => (
    <label class='field'>
      <span>{label}</span>
      <input
        type='number' min='1' max='1000000000' required value={value}
        onInput={event => { setLimits(change(event.currentTarget.valueAsNumber)) }}
      />
    </label>
  )
  return (
    <form class='fields' onSubmit={event => { event.preventDefault(); onSet({ application, tenant }) }}>
      {input('Application: requests', application.requests, requests => ({ application: { ...application, requests }, tenant }))}
      {input('Application: writes', application.writes, writes => ({ application: { ...application, writes }, tenant }))}
      {input('Tenant: requests', tenant.requests, requests => ({ application, tenant: { ...tenant, requests } }))}
      {input('Tenant: writes', tenant.writes, writes => ({ application, tenant: { ...tenant, writes } }))}
      <div><button disabled={busy}>Set</button></div>
    </form>
  )
}

function Window ({ window: { tenant, application, requests, writes, limit, seconds } }: { readonly window: ThrottleWindow }): JSX.Element {
  const full = requests >= limit.requests || writes >= limit.writes
  return (
    <li>
      <div class='row small'>
        <b>{tenant === '' ? 'no tenant' : tenant}</b> <span class='quiet'>{application === undefined ? 'all applications' : application === '' ? 'no application' : application}</span>
        <span class={`number ${full ? 'bad' : 'quiet'}`} style={{ marginInlineStart: 'auto' }}>
          {requests} of {limit.requests} requests, {writes} of {limit.writes} writes, {seconds} s left
        </span>
      </div>
      <span class='bar-track'>
        <span
          class={`bar-fill${full ? ' bad' : ''}`}
          style={{ width: `${Math.min(100, 100 * Math.max(requests / limit.requests, writes / limit.writes))}%` }}
        />
      </span>
    </li>
  )
}
