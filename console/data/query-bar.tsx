/** The query options of a collection, typed; the service's objection stands under the place it is about. */
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { completionsAt } from './completions.js'
import type { Completion } from './completions.js'
import type { Model, StructuredType } from './model.js'
import { faultPosition } from './query-text.js'

interface BarProps {
  readonly model: Model
  readonly type: StructuredType
  readonly query: string
  readonly onQuery: (query: string) => void
  /** Why the service refused the query. */
  readonly refused: string | undefined
}

interface Open {
  readonly from: number
  readonly completions: readonly Completion[]
  readonly chosen: number
}

export function QueryBar ({ model, type, query, onQuery, refused }: BarProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState<Open>()
  useEffect(() => { input.current!.value = query }, [query])
  const position = refused === undefined ? undefined : faultPosition(query, refused)
  const complete = (): void => {
    const { value, selectionStart } = input.current!
    const { from, completions } = completionsAt(model, type, value.slice(0, selectionStart ?? value.length))
    setOpen(completions.length === 0 ? undefined : { from, completions, chosen: -1 })
  }
  const take = ({ text }: Completion, from: number): void => {
    const field = input.current!
    const end = field.selectionStart ?? field.value.length
    field.setRangeText(text, from, end, 'end')
    field.focus()
    complete()
  }
  const press = (event: KeyboardEvent): void => {
    if (open === undefined) return
    const { completions, chosen, from } = open
    if (event.key === 'Escape') setOpen(undefined)
    else if (event.key === 'ArrowDown') setOpen({ ...open, chosen: (chosen + 1) % completions.length })
    else if (event.key === 'ArrowUp') setOpen({ ...open, chosen: (chosen + completions.length) % completions.length - (chosen <= 0 ? 0 : 1) })
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) take(completions[chosen]!, from)
    else return
    event.preventDefault()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setOpen(undefined)
    onQuery(input.current!.value.trim())
  }
  return (
    <form class='query' onSubmit={submit}>
      <div class='query-box'>
        <input
          ref={input} name='query' aria-label='Query options' defaultValue={query} spellcheck={false} autocomplete='off'
          placeholder='$filter=… &$orderby=… &$select=… &$apply=…' onInput={complete} onKeyDown={press} onBlur={() => { setOpen(undefined) }}
          role='combobox' aria-autocomplete='list' aria-expanded={open !== undefined} aria-controls='completions'
          aria-activedescendant={open === undefined || open.chosen < 0 ? undefined : `completion-${open.chosen}`} aria-invalid={refused !== undefined}
        />
        <ul class='completions' id='completions' role='listbox' aria-label='Completions' hidden={open === undefined}>
          {open?.completions.map((completion, index) => (
            <li
              key={completion.text} id={`completion-${index}`} role='option' aria-selected={index === open.chosen}
              onMouseDown={event => { event.preventDefault(); take(completion, open.from) }}
            >{completion.text}<span>{completion.what}</span>
            </li>
          ))}
        </ul>
        {position !== undefined && <div class='caret' aria-hidden='true'>{`${' '.repeat(position)}▲`}</div>}
        {refused !== undefined && <p class='bad small' role='alert'>{refused}</p>}
      </div>
      <button class='primary'>Ask</button>
    </form>
  )
}
