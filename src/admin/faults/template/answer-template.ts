/** A whole answer with placeholders. */
import { ODataError } from '../../../errors.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import { escapeFor, inHeader } from './escapes.js'
import { parseJsonTemplate } from './json-template.js'
import type { TemplateRequest } from './placeholder.js'
import { createBudget, fillText, parseTemplate } from './text-template.js'
import type { Budget } from './text-template.js'

export interface AnswerParts {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
}

/** @throws ODataError of status 413 when too much of the request would get into the answer. */
export type AnswerTemplate = (request: TemplateRequest) => ODataResponse

/** Characters of the request in a body, and in all headers. */
const MAX_IN_BODY = 8 * 1024 * 1024
const MAX_IN_HEADERS = 8 * 1024

/** Those that say how a message is framed: Node writes them, and another value would leave the client waiting. */
const FRAMING = /^(connection|content-length|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i

/** A message of these has no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const WITHOUT_BODY: readonly number[] = [204, 205, 304]

/** @throws ODataError of status 400 for what cannot be answered, and for unknown placeholders. */
export function parseAnswer ({ status = 200, headers = {}, json, text }: AnswerParts): AnswerTemplate {
  if (WITHOUT_BODY.includes(status) && (json !== undefined || text !== undefined)) {
    throw new ODataError('badRequest', `An answer of status ${status} has no body.`, { target: 'effect/status' })
  }
  const fillHeaders = parseHeaders(headers)
  const given = Object.entries(headers).find(([name]) => isContentType(name))?.[1]
  const body = json === undefined ? parseText(text, given ?? 'text/plain') : parseJson(json, given ?? 'application/json')
  return request => {
    const content = body?.(request, createBudget(MAX_IN_BODY))
    return {
      status,
      headers: { ...content === undefined ? {} : { 'Content-Type': content.type }, ...fillHeaders(request) },
      body: content?.text
    }
  }
}

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type'

type Fill = (request: TemplateRequest, budget: Budget) => { readonly type: string, readonly text: string }

function parseJson (json: unknown, type: string): Fill {
  const template = parseJsonTemplate(json, 'effect/json')
  return (request, budget) => ({ type, text: JSON.stringify(template(request, budget)) })
}

function parseText (text: string | undefined, type: string): Fill | undefined {
  if (text === undefined) return undefined
  const template = parseTemplate(text, 'effect/text')
  const escape = escapeFor(type)
  return (request, budget) => ({ type, text: fillText(template, request, budget, escape) })
}

function parseHeaders (headers: Readonly<Record<string, string>>): (request: TemplateRequest) => Record<string, string> {
  const templates = Object.entries(headers).map(([name, value]) => {
    const target = `effect/headers/${name}`
    if (FRAMING.test(name)) throw new ODataError('badRequest', `The header '${name}' cannot be set in an answer.`, { target })
    // A batch asks for it in this spelling.
    return [isContentType(name) ? 'Content-Type' : name, parseTemplate(value, target)] as const
  })
  return request => {
    const budget = createBudget(MAX_IN_HEADERS)
    return Object.fromEntries(templates.map(([name, template]) => [name, fillText(template, request, budget, inHeader)]))
  }
}
