/** Plausible data in place of what the tenant has: a fleet of devices and their check-ins, or entities of a given model. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { base, fetchControl, refusalOf } from '../service/controls.js'
import { readLines } from '../service/event-stream.js'
import { service, servesFamily } from '../service/service-info.js'
import { dataChanges } from './use-request.js'

interface NumberField {
  readonly name: string
  readonly label: string
  readonly most: number
  readonly value: number
}

const SEED: NumberField = { name: 'seed', label: 'Seed', most: 4_294_967_295, value: 1 }

const ofFleet = {
  title: 'Generate a fleet',
  fields: [
    { name: 'rows', label: 'Check-in rows', most: 10_000_000, value: 5000 },
    { name: 'configurations', label: 'Configurations', most: 1000, value: 3 }, SEED
  ]
}

const ofModel = {
  title: 'Generate data',
  fields: [
    { name: 'count', label: 'Entities of each entity set', most: 10_000_000, value: 100 },
    { name: 'contained', label: 'Inside each entity, of each collection', most: 1000, value: 3 }, SEED
  ]
}

/** What the button says that opens it. */
export const generateTitle = (): string => (servesFamily(service.value!) ? ofFleet : ofModel).title

/** A line of the progress: rows of a fleet, entities of a model. `entities` of the last line has them by path. */
interface Progress {
  readonly rows?: number
  readonly entities?: number | object
  readonly of?: number
  readonly error?: unknown
}

interface Written {
  readonly done: number
  readonly of: number
}

export function GenerateDialog ({ tenant, onClose }: { readonly tenant: string, readonly onClose: () => void }): JSX.Element {
  const { title, fields } = servesFamily(service.value!) ? ofFleet : ofModel
  const [written, setWritten] = useState<Written>({ done: 0, of: 0 })
  const [done, setDone] = useState(false)
  const { busy, error, run } = useAction()
  const start = (event: SubmitEvent): void => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget as HTMLFormElement)
    const body = Object.fromEntries(fields.map(({ name }) => [name, Number(typed.get(name))]))
    run(async () => {
      for await (const { rows, entities, of = body['rows'] } of generate(tenant, body)) {
        const count = rows ?? (typeof entities === 'number' ? entities : undefined)
        if (count !== undefined) setWritten({ done: count, of: of ?? count })
      }
      setDone(true)
    })
  }
  return (
    <Dialog title={title} onClose={() => { onClose(); if (done) dataChanges.value++ }}>
      <p class='notice warning'>It replaces everything that the tenant {tenant} has.</p>
      <form onSubmit={start}>
        <div class='fields'>
          {fields.map(({ name, label, most, value }) => (
            <label key={name} class='field'><span>{label}</span><input name={name} type='number' min='0' max={most} defaultValue={String(value)} required /></label>
          ))}
        </div>
        {(busy || done) && (
          <label class='progress'>
            <span class='small quiet number'>{written.done.toLocaleString('en')} of {written.of.toLocaleString('en')} written</span>
            <progress value={written.done} max={Math.max(1, written.of)} />
          </label>
        )}
        <ErrorNotice error={error} />
        <div class='row end'>
          {done ? <span class='good' role='status'>Done.</span> : <button class='primary' disabled={busy}>Generate</button>}
        </div>
      </form>
    </Dialog>
  )
}

/** How far it is, a line at a time. @throws Refusal */
async function * generate (tenant: string, body: object): AsyncGenerator<Progress> {
  const response = await fetchControl(new Request(`${base}/__admin/tenants/${encodeURIComponent(tenant)}/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify(body)
  }))
  for await (const line of readLines(response)) {
    const progress = line as Progress
    if (progress.error !== undefined) throw refusalOf(500, progress)
    yield progress
  }
}
