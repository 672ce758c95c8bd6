/** One entity or complex value: its properties, what belongs to it, and how to change it. */
import { Fragment } from 'preact'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { JsonView } from '../parts/json-view.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address, go, hrefOf, withParams } from '../service/address.js'
import { Refusal } from '../service/controls.js'
import { isObject } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { failureOf, send } from '../service/resources.js'
import type { ResourceAnswer } from '../service/resources.js'
import { service, servesFamily } from '../service/service-info.js'
import { CellValue } from './cell-value.js'
import type { PlaceProps } from './collection-place.js'
import { Crumbs } from './crumbs.js'
import { EntityForm } from './entity-form.js'
import { membersOf, parentOf } from './location.js'
import { shortName } from './model.js'
import type { Member, Model, StructuredType } from './model.js'
import { encodeOptions } from './query-text.js'
import { Sent } from './sent.js'
import { useRequest } from './use-request.js'

export function EntityPlace ({ model, location, tenant }: PlaceProps): JSX.Element {
  const { expand = '' } = address.value.params
  const [editing, setEditing] = useState(false)
  const options = encodeOptions([['$select', selectionOf(model, location.type)], ['$expand', expand]].filter(hasValue))
  const request = { method: 'GET', path: `${location.path}${options === '' ? '' : `?${options}`}`, tenant }
  const { value: answer, error, reload } = useRequest(request)
  const refused = answer === undefined ? undefined : failureOf(answer)
  const entity = isObject(answer?.json) ? answer.json : undefined
  const type = entity === undefined ? location.type : typeOf(model, location.type, entity)
  const changed = (): void => { setEditing(false); reload() }
  const isEntity = location.type.kind === 'entity'
  return (
    <div class='place'>
      <Crumbs path={location.path} />
      <Sent request={request} answer={answer} />
      <ErrorNotice error={error} onRetry={reload} />
      {refused !== undefined && <p class='notice error' role='alert'>{refused}</p>}
      {answer !== undefined && (
        <div class='row'>
          <button class='small' onClick={() => { setEditing(true) }}>
            {entity === undefined || refused !== undefined ? 'Create' : 'Edit'}
          </button>
          {isEntity && entity !== undefined && refused === undefined && location.path.includes('(') && (
            <DeleteButton path={location.path} answer={answer} />
          )}
          <Expansions model={model} type={type} expand={expand} />
        </div>
      )}
      {answer?.status === 204 && <p class='quiet'>It is null.</p>}
      {entity !== undefined && refused === undefined && <Properties model={model} path={location.path} type={type} entity={entity} />}
      {editing && (
        <EntityForm
          model={model} location={{ ...location, type }} tenant={tenant} onDone={changed} onClose={() => { setEditing(false) }}
          {...entity === undefined || refused !== undefined ? {} : { entity, etag: etagOf(answer!) }}
        />
      )}
    </div>
  )
}

const hasValue = (option: readonly string[]): option is [string, string] => option[1] !== ''

/**
 * Everything but the family's collections of rows, which have pages where they are opened, and a million rows here; empty when there are
 * none. What is derived may have properties that only a cast could select.
 */
function selectionOf (model: Model, { kind, members, concrete }: StructuredType): string {
  if (!servesFamily(service.value!)) return ''
  const properties = members.filter(member => member.kind === 'property')
  const small = properties.filter(({ collection, type }) => !collection || model.typeOf(type) === undefined)
  return kind === 'complex' || concrete.length > 1 || small.length === properties.length ? '' : small.map(({ name }) => name).join(',')
}

/** The one that the answer names, else the one the path leads to. */
function typeOf (model: Model, declared: StructuredType, entity: { readonly [name: string]: Json }): StructuredType {
  const name = entity['@odata.type'] ?? entity['@type']
  return typeof name === 'string' ? model.typeOf(name.replace(/^#/, '')) ?? declared : declared
}

const etagOf = ({ headers, json }: ResourceAnswer): string | undefined => {
  const inside = isObject(json) ? json['@odata.etag'] : undefined
  return headers.get('etag') ?? (typeof inside === 'string' ? inside : undefined)
}

function DeleteButton ({ path, answer }: { readonly path: string, readonly answer: ResourceAnswer }): JSX.Element {
  const { busy, error, run } = useAction()
  const remove = async (): Promise<void> => {
    if (!confirm(`Delete ${decodeURIComponent(path)}?`)) return
    const etag = etagOf(answer)
    const deleted = await send({ method: 'DELETE', path, tenant: answer.request.tenant, headers: etag === undefined ? {} : { 'if-match': etag } })
    const failure = failureOf(deleted)
    if (failure !== undefined) throw new Refusal(deleted.status, failure)
    go({ path: parentOf(path), params: {} })
  }
  return <><button class='small danger' disabled={busy} onClick={() => { run(remove) }}>Delete</button><ErrorNotice error={error} /></>
}

interface ExpansionsProps {
  readonly model: Model
  readonly type: StructuredType
  /** Names, separated by commas. */
  readonly expand: string
}

function Expansions ({ model, type, expand }: ExpansionsProps): JSX.Element {
  const on = expand.split(',').filter(name => name !== '')
  const toggle = (name: string): void => {
    go({ params: withParams({ expand: (on.includes(name) ? on.filter(known => known !== name) : [...on, name]).join(',') }) })
  }
  return (
    <>{membersOf(model, type).filter(({ kind }) => kind === 'navigation').map(({ name }) => (
      <button key={name} class='small' aria-pressed={on.includes(name)} onClick={() => { toggle(name) }}>Expand {name}</button>
    ))}
    </>
  )
}

interface PropertiesProps {
  readonly model: Model
  readonly path: string
  readonly type: StructuredType
  readonly entity: { readonly [name: string]: Json }
}

function Properties ({ model, path, type, entity }: PropertiesProps): JSX.Element {
  const known = new Set(type.members.map(({ name }) => name))
  const dynamic = Object.keys(entity).filter(name => !known.has(name) && !name.includes('@'))
  return (
    <div class='scroller' tabIndex={0} role='region' aria-label='Properties' style={{ padding: '14px 16px' }}>
      <dl class='entity'>
        {type.members.map(member => (
          <Fragment key={member.name}>
            <dt>{member.name}<small>{member.collection ? `${shortName(member.type)}, collection` : shortName(member.type)}</small></dt>
            <dd><PropertyValue model={model} member={member} path={path} value={entity[member.name]} /></dd>
          </Fragment>
        ))}
        {dynamic.map(name => (
          <Fragment key={name}><dt>{name}<small>dynamic</small></dt><dd><CellValue value={entity[name]} /></dd></Fragment>
        ))}
      </dl>
    </div>
  )
}

interface ValueProps {
  readonly model: Model
  readonly member: Member
  readonly path: string
  readonly value: Json | undefined
}

/** What has a path of its own is a link; what was sent with the entity is shown. */
function PropertyValue ({ model, member, path, value }: ValueProps): JSX.Element {
  const structured = model.typeOf(member.type) !== undefined
  const link = structured ? <a href={hrefOf({ path: `${path}/${member.name}`, params: {} })}>{member.collection ? 'open the collection' : 'open'}</a> : null
  if (value === undefined || value === null || typeof value !== 'object') return <>{value === undefined ? null : <CellValue value={value} />} {link}</>
  if (Array.isArray(value) && value.length === 0) return <><CellValue value={value} /> {link}</>
  return structured || Array.isArray(value) ? <>{link}<JsonView value={value} /></> : <CellValue value={value} />
}
