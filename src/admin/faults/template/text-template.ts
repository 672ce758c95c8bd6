/** Text with placeholders: read once, when its rule is made, and filled for each request. */
import { ODataError } from '../../../errors.js'
import { parsePlaceholder } from './placeholder.js'
import type { Placeholder, TemplateRequest } from './placeholder.js'

/** Constant text and placeholders in turn; a text without placeholders is one piece. */
export type TextTemplate = ReadonlyArray<string | Placeholder>

/** What `{{` starts; the backslash before it makes it two braces. */
const marks = /\\\{\{|\{\{([^{}]{0,300})\}\}|\{\{/g

/** @throws ODataError of status 400 for an unknown placeholder and for one that does not end. */
export function parseTemplate (text: string, target: string): TextTemplate {
  const pieces: Array<string | Placeholder> = []
  let end = 0
  for (const match of text.matchAll(marks)) {
    const [mark, part] = match
    pieces.push(text.slice(end, match.index))
    end = match.index + mark.length
    if (part !== undefined) pieces.push(parsePlaceholder(part, target))
    else if (mark.startsWith('\\')) pieces.push('{{')
    else throw new ODataError('badRequest', `'${target}' has {{ that is not a placeholder. Write \\{{ for the braces.`, { target })
  }
  pieces.push(text.slice(end))
  return pieces.filter(piece => piece !== '')
}

/** How much of a request may get into an answer. */
export interface Budget {
  /** @throws ODataError of status 413 when it is spent. */
  readonly spend: (characters: number) => void
}

export function createBudget (characters: number): Budget {
  let left = characters
  return {
    spend: amount => {
      left -= amount
      if (left < 0) throw new ODataError('payloadTooLarge', `The answer would repeat more than ${characters} characters of the request.`)
    }
  }
}

/** What a text is written into, which says how values have to be escaped. */
export type Escape = (value: string) => string

/** A value that the request does not have is nothing; one that is not text is its JSON. */
export function fillText (template: TextTemplate, request: TemplateRequest, budget: Budget, escape: Escape): string {
  return template.map(piece => {
    if (typeof piece === 'string') return piece
    const value = escape(textOf(piece(request)))
    budget.spend(value.length)
    return value
  }).join('')
}

function textOf (value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
