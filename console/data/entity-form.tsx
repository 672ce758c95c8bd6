/** A form made of a type, to add an entity or to change one. Only what was touched is sent. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { printJson } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { Refusal } from '../service/controls.js'
import { failureOf, send, shownUrl } from '../service/resources.js'
import type { ResourceRequest } from '../service/resources.js'
import { readDraft } from './draft.js'
import type { Draft } from './draft.js'
import type { Location } from './location.js'
import type { Model, StructuredType } from './model.js'
import { shortName } from './model.js'
import { MemberField } from './member-field.js'

interface FormProps {
  readonly model: Model
  readonly location: Location
  readonly tenant: string
  /** What is to be changed; without it, something is added. */
  readonly entity?: { readonly [name: string]: Json }
  readonly etag?: string | undefined
  readonly onDone: () => void
  readonly onClose: () => void
}

export function EntityForm ({ model, location, tenant, entity, etag, onDone, onClose }: FormProps): JSX.Element {
  const [chosen, setChosen] = useState(entity === undefined ? location.type.concrete[0] ?? location.type.name : location.type.name)
  const [draft, setDraft] = useState<Draft>({})
  const { busy, error, run } = useAction()
  const type = model.typeOf(chosen) ?? location.type
  const { body, faults } = readDraft(model, type, draft)
  const derived = entity === undefined && chosen !== location.type.name ? { '@odata.type': `#${chosen}`, ...body } : body
  const request: ResourceRequest = {
    method: location.kind === 'collection' ? 'POST' : 'PATCH',
    path: location.path,
    tenant,
    headers: { prefer: 'return=minimal', ...etag === undefined ? {} : { 'if-match': etag } },
    body: printJson(derived)
  }
  const save = async (): Promise<void> => {
    const answer = await send(request)
    const failure = failureOf(answer)
    if (failure !== undefined) throw new Refusal(answer.status, failure)
    onDone()
  }
  const submit = (event: SubmitEvent): void => { event.preventDefault(); run(save) }
  return (
    <Dialog title={entity === undefined ? `Add to ${location.name}` : `Edit ${location.name}`} onClose={onClose}>
      <form onSubmit={submit} autocomplete='off'>
        <TypeChoice
          type={location.type} chosen={chosen} shown={entity === undefined}
          onChoose={name => { setChosen(name); setDraft({}) }}
        />
        {fieldsOf(type, entity !== undefined).map(member => (
          <MemberField
            key={`${chosen} ${member.name}`} model={model} member={member} stored={entity?.[member.name]} fault={faults[member.name]} draft={draft[member.name]}
            onChange={entry => { setDraft(before => ({ ...before, [member.name]: entry })) }}
          />
        ))}
        <RequestPreview request={request} />
        <ErrorNotice error={error} />
        <div class='row end'>
          <button class='primary' disabled={busy || Object.keys(faults).length > 0}>{request.method === 'POST' ? 'Add' : 'Save'}</button>
        </div>
      </form>
    </Dialog>
  )
}

/** What is contained has collections of its own; streams are no JSON; a key stays as it is. */
const fieldsOf = ({ members, key }: StructuredType, exists: boolean) =>
  members.filter(({ name, kind, type }) => kind === 'property' && type !== 'Edm.Stream' && !(exists && key.includes(name)))

interface ChoiceProps {
  readonly type: StructuredType
  readonly chosen: string
  readonly shown: boolean
  readonly onChoose: (name: string) => void
}

function TypeChoice ({ type, chosen, shown, onChoose }: ChoiceProps): JSX.Element | null {
  if (!shown || type.concrete.length < 2) return null
  return (
    <label class='field'>
      <span>Type</span>
      <select value={chosen} onChange={event => { onChoose(event.currentTarget.value) }}>
        {type.concrete.map(name => <option key={name} value={name}>{shortName(name)}</option>)}
      </select>
    </label>
  )
}

function RequestPreview ({ request: { method, path, headers, body } }: { readonly request: ResourceRequest }): JSX.Element {
  const condition = headers?.['if-match']
  return (
    <details open>
      <summary class='quiet small'>The request</summary>
      <pre tabIndex={0} class='text-block'>
        {`${method} ${shownUrl(path)}\n${condition === undefined ? '' : `If-Match: ${condition}\n`}\n${body ?? ''}`}
      </pre>
    </details>
  )
}
