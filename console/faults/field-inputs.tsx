import type { JSX } from 'preact'
import type { Field, Typed } from './rule-fields.js'

interface InputsProps {
  readonly fields: readonly Field[]
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
}

export function FieldInputs ({ fields, typed, onChange }: InputsProps): JSX.Element | null {
  if (fields.length === 0) return null
  return (
    <div class='fields'>{fields.map(field => (
      <label key={field.name} class='field'>
        <span>{field.label}</span>
        <FieldInput field={field} value={typed[field.name] ?? ''} onChange={value => { onChange({ ...typed, [field.name]: value }) }} />
      </label>
    ))}
    </div>
  )
}

interface InputProps {
  readonly field: Field
  readonly value: string
  readonly onChange: (value: string) => void
}

function FieldInput ({ field: { kind, required = false }, value, onChange }: InputProps): JSX.Element {
  const edit = (event: Event): void => { onChange((event.currentTarget as HTMLInputElement).value) }
  if (kind === 'json') return <textarea rows={2} value={value} onInput={edit} required={required} spellcheck={false} />
  if (kind === 'text') return <input value={value} onInput={edit} required={required} spellcheck={false} />
  if (kind === 'integer' || kind === 'number') return <input type='number' step={kind === 'integer' ? '1' : 'any'} value={value} onInput={edit} required={required} />
  return <select value={value} onChange={edit}><option value=''>{kind[0]} (default)</option>{kind.map(word => <option key={word} value={word}>{word}</option>)}</select>
}
