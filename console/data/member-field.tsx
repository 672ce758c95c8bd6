import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { digitsOf, isExact, printJson } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { inputOf } from './draft.js'
import type { Entry } from './draft.js'
import { shortName } from './model.js'
import type { Member, Model } from './model.js'

interface FieldProps {
  readonly model: Model
  readonly member: Member
  /** What is there before anything is typed. */
  readonly stored: Json | undefined
  readonly draft: Entry | undefined
  readonly fault: string | undefined
  readonly onChange: (entry: Entry) => void
}

function textOf (value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (isExact(value)) return digitsOf(value)
  return typeof value === 'object' ? printJson(value) : String(value)
}

export function MemberField ({ model, member, stored, draft, fault, onChange }: FieldProps): JSX.Element {
  const id = useId()
  const { name, type, collection, nullable } = member
  const { text, isNull } = draft ?? { text: textOf(stored), isNull: stored === null }
  const words = model.wordsOf(type)
  const edit = (event: Event): void => { onChange({ text: (event.currentTarget as HTMLInputElement).value, isNull: false }) }
  // What is null can be typed into, and then is no longer.
  const empty = isNull ? 'null' : undefined
  const shared = { id, value: isNull ? '' : text, onInput: edit, 'aria-invalid': fault !== undefined, spellcheck: false }
  return (
    <div class='field'>
      <label class='label' for={id}>
        <b>{name}</b> {shortName(type)}{collection ? ', collection' : ''}
        {draft === undefined ? '' : ', changed'}
      </label>
      <div class='row' style={{ flexWrap: 'nowrap' }}>
        {inputOf(member, model) === 'json' && <textarea {...shared} rows={3} placeholder={empty ?? (collection ? '[ … ]' : '{ … }')} />}
        {inputOf(member, model) === 'choice' && (
          <select {...shared}>
            <option value='' disabled>{empty ?? 'not set'}</option><option value='true'>true</option>
            <option value='false'>false</option>
          </select>
        )}
        {inputOf(member, model) === 'text' && (
          <input {...shared} placeholder={empty} list={words === undefined ? undefined : `${id}-words`} />
        )}
        {words !== undefined && <datalist id={`${id}-words`}>{words.map(word => <option key={word} value={word} />)}</datalist>}
        {nullable && (
          <label class='check small'>
            <input type='checkbox' checked={isNull} onChange={event => { onChange({ text, isNull: event.currentTarget.checked }) }} aria-label={`${name} is null`} />null
          </label>
        )}
      </div>
      {fault !== undefined && <small class='bad'>{fault}</small>}
    </div>
  )
}
