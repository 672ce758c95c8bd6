/** Which properties are columns (`$select`), and what is shown of what belongs to each row (`$expand`). */
import type { JSX } from 'preact'
import { membersOf } from './location.js'
import type { Model, StructuredType } from './model.js'
import { optionOf, withOption } from './query-text.js'

interface MenuProps {
  readonly model: Model
  readonly type: StructuredType
  readonly query: string
  readonly onQuery: (query: string) => void
}

const namesIn = (query: string, option: string): readonly string[] =>
  (optionOf(query, option) ?? '').split(',').map(name => name.trim()).filter(name => name !== '')

export function ColumnMenu ({ model, type, query, onQuery }: MenuProps): JSX.Element {
  const members = membersOf(model, type)
  const [properties, links] = [members.filter(({ kind }) => kind === 'property'), members.filter(({ kind }) => kind === 'navigation')]
  const [selected, expanded] = [namesIn(query, '$select'), namesIn(query, '$expand')]
  const select = (name: string, on: boolean): void => {
    const before = selected.length === 0 ? properties.map(property => property.name) : selected
    const after = on ? [...before, name] : before.filter(known => known !== name)
    onQuery(withOption(query, '$select', after.length === properties.length ? undefined : after.join(',')))
  }
  const expand = (name: string, on: boolean): void => {
    onQuery(withOption(query, '$expand', (on ? [...expanded, name] : expanded.filter(known => known !== name)).join(',')))
  }
  return (
    <details class='menu'>
      <summary class='button small'>Columns</summary>
      <div>
        {properties.map(({ name }) => (
          <Choice key={name} name={name} on={selected.length === 0 || selected.includes(name)} onChange={on => { select(name, on) }} />
        ))}
        {links.length > 0 && <b class='small quiet'>Expand</b>}
        {links.map(({ name }) => <Choice key={name} name={name} on={expanded.includes(name)} onChange={on => { expand(name, on) }} />)}
      </div>
    </details>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

const Choice = ({ name, on, onChange }: ChoiceProps): JSX.Element =>
  <label class='check'><input type='checkbox' checked={on} onChange={event => { onChange(event.currentTarget.checked) }} /> {name}</label>
