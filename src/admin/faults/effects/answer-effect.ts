/** An answer of one's own: a status, headers and a body, with parts of the request in them. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { ODataError } from '../../../errors.js'
import { isJsonType } from '../../../odata/batch/media-types.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import { apart } from '../../openapi/control-documentation.js'
import { Kind } from '../kind-schema.js'
import { parseAnswer } from '../template/answer-template.js'
import type { AnswerTemplate } from '../template/answer-template.js'
import { templateRequest } from '../template/template-request.js'
import { asText } from './body-bytes.js'
import { When, defineEffect, numberMember, textMember } from './define-effect.js'

const schema = Kind(
  'answer',
  'A custom answer, instead of the real one. Headers and body may have placeholders for parts of the request: `{{method}}`, `{{url}}`, `{{path}}`, `{{segment:0}}`, `{{query:$top}}`, `{{header:prefer}}`, `{{body}}`, `{{body:/a/b}}` (a JSON pointer), `{{tenant}}`, `{{application}}`, `{{now}}`, `{{request-id}}`, `{{client-request-id}}`. `\\{{` is two braces.',
  {
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599, description: '200 by default.' })),
    headers: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z0-9!#$%&\'*+.^_`|~-]{1,100}$' }),
        Type.String({ maxLength: 4096, pattern: '^[\\t\\x20-\\x7e\\u0080-\\u00ff]*$' }),
        { maxProperties: 50, additionalProperties: false, description: 'In place of what the service would send under that name.' }
      )
    ),
    json: Type.Optional(
      Type.Unknown({
        description: 'The body as JSON. A string that is a placeholder and nothing else becomes the value, whatever its type; `null` where the request has none.',
        examples: [{ asked: '{{segment:-1}}', count: '{{body:/count}}', note: 'from {{header:user-agent}}' }]
      })
    ),
    text: Type.Optional(
      Type.String({
        description: 'The body as text of the `Content-Type` among `headers`, else `text/plain`. What placeholders stand for is escaped as JSON, XML and HTML need it.'
      })
    ),
    when: When
  },
  apart(['json', 'text'])
)

type AnswerEffect = Static<typeof schema>

export const answerEffect = defineEffect(schema, {
  header: {
    defaults: {},
    parameters: {
      status: numberMember('status'),
      type: value => ({ headers: { 'Content-Type': value } }),
      json: jsonMember,
      text: textMember('text'),
      when: textMember('when')
    }
  },
  check: effect => { templateOf(effect) },
  note: ({ status = 200 }) => `answer ${status}`,
  apply: async (effect, context) => {
    if (effect.when === 'after') await context.carryOut()
    const response = templateOf(effect)(templateRequest(context))
    return { response, inBatch: () => isReadable(response) ? response : asText(response) }
  }
})

function jsonMember (value: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(value) as unknown }
  } catch {
    return undefined
  }
}

const templates = new WeakMap<AnswerEffect, AnswerTemplate>()

/** Read once for each rule. @throws ODataError of status 400. */
function templateOf (effect: AnswerEffect): AnswerTemplate {
  const known = templates.get(effect)
  if (known !== undefined) return known
  if (effect.json !== undefined && effect.text !== undefined) {
    throw new ODataError('badRequest', "An answer has 'json' or 'text', not both.", { target: 'effect/text' })
  }
  const template = parseAnswer(effect)
  templates.set(effect, template)
  return template
}

/** Whether a batch in JSON can hold the body as what it claims to be. */
function isReadable ({ headers, body }: ODataResponse): boolean {
  if (body === undefined || !isJsonType(headers['Content-Type'] ?? '')) return true
  try {
    JSON.parse(String(body))
    return true
  } catch {
    return false
  }
}
