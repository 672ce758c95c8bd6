import type { JSX } from 'preact'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address, go, withParams } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import type { FaultRule } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'
import { presets } from './presets.js'
import { RuleForm } from './rule-form.js'
import { RuleList } from './rule-list.js'
import { ThrottleCard } from './throttle-card.js'

/** Hits count while somebody looks. */
const EVERY_MS = 1000

export function FaultsView (): JSX.Element {
  const { value, error, reload } = useLoad(async () => (await take(controls.GET('/__admin/faults'))).value, [], EVERY_MS)
  const { busy, error: failure, run } = useAction()
  const { new: begin, edit } = address.value.params
  const edited = value?.find(({ id }) => id === edit)
  const close = (): void => { go({ params: {} }); reload() }
  const add = (rule: FaultRule): void => { run(async () => { await take(controls.POST('/__admin/faults', { body: rule })); reload() }) }
  return (
    <div class='page'>
      <div class='page-head'>
        <h1>Faults</h1>
        <button class='primary' onClick={() => { go({ params: withParams({ new: 'error' }) }) }}>New rule</button>
        <button
          disabled={busy || value === undefined || value.length === 0}
          onClick={() => { run(async () => { await take(controls.DELETE('/__admin/faults')); reload() }) }}
        >
          Remove all
        </button>
      </div>
      <p class='lead'>
        A rule makes requests fail or wait on purpose. Rules are tried in this order, and the first whose effect fires decides.
      </p>
      <ErrorNotice error={failure ?? error} onRetry={reload} />
      <RuleList rules={value ?? []} onChange={reload} />
      <h2>Ready made</h2>
      <div class='presets'>
        {presets.map(({ name, words, rule }) => (
          <button key={name} class='preset' disabled={busy} onClick={() => { add(rule) }}>
            <strong>{name}</strong><span>{words}</span>
          </button>
        ))}
      </div>
      <ThrottleCard />
      {(begin !== undefined || edited !== undefined) && (
        <RuleForm key={edited?.id ?? 'new'} {...edited === undefined ? {} : { rule: edited }} onClose={close} />
      )}
    </div>
  )
}
