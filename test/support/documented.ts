/** Answers against the OpenAPI document of the service that gave them: every status is documented, and every body fits its schema. */
import { decoded } from './decoded.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { instantOf } from '../../src/edm/date-time-offset.js'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'

interface Response {
  readonly $ref?: string
  readonly description?: string
  readonly content?: Readonly<Record<string, object>>
}

interface Document {
  readonly servers?: ReadonlyArray<{ readonly url: string }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>>
  readonly components?: { readonly responses?: Readonly<Record<string, Response>> }
}

/** Whether an answer is one of those the document promises; undefined for requests that it does not describe, else the faults. */
export type Judge = (method: string, url: string, response: LightMyRequestResponse) => readonly string[] | undefined

const judges = new WeakMap<FastifyInstance, Judge>()
const controlJudges = new WeakMap<FastifyInstance, Judge>()

const graphDocument = async (app: FastifyInstance): Promise<object> => await app.apiDocument()

/** Empty where the controls are off, or have a listener of their own. */
const controlsDocument = async (app: FastifyInstance): Promise<object> => {
  const response = await app.inject({ url: '/__admin/openapi.json' })
  return response.statusCode === 200 ? response.json<object>() : { paths: {} }
}

/** By the text of their document: most services of a process have the same. */
const judgesOf = new Map<string, Judge>()

/** @throws when the answer is not what the OpenAPI document says it can be: Graph's, or for the controls their own. */
export async function checkDocumented (app: FastifyInstance, method: string, url: string, response: LightMyRequestResponse): Promise<void> {
  const [known, document] = url.startsWith('/__admin/') ? [controlJudges, controlsDocument] : [judges, graphDocument]
  const judge = known.get(app) ?? judgeOf(await document(app))
  known.set(app, judge)
  const faults = judge(method, url, response) ?? []
  if (faults.length > 0) throw new Error(`The OpenAPI document does not describe this answer to ${method} ${url}:\n${faults.join('\n')}\n${response.body.slice(0, 2000)}`)
}

function judgeOf (document: object): Judge {
  const text = JSON.stringify(document)
  const judge = judgesOf.get(text) ?? createJudge(document)
  judgesOf.set(text, judge)
  return judge
}

/** The document's own root, under which Ajv knows it. */
const ROOT = 'document'

export function createJudge (document: object): Judge {
  const ajv = new Ajv2020({ ownProperties: true, strict: false, allErrors: true, validateFormats: true, code: { optimize: false } })
  addFormats.default(ajv)
  for (const number of ['decimal', 'int8', 'uint8', 'int16']) ajv.addFormat(number, { type: 'number', validate: () => true })
  ajv.addFormat('base64url', /^[A-Za-z0-9_-]*={0,2}$/)
  // RFC 3339, but for the seconds: OData lets a client leave them out, and times come back as they were sent.
  ajv.addFormat('date-time', text => instantOf(text) !== undefined)
  ajv.addSchema({ ...document, $id: ROOT })
  const validators = new Map<string, ValidateFunction>()
  const { paths, components, servers = [] } = document as Document
  const templates = Object.keys(paths).map(template => ({ template, pattern: patternOf(template) }))
    .sort((a, b) => placeholders(a.template) - placeholders(b.template))
  return (method, url, response) => {
    const path = canonicalPath(url, servers[0]?.url ?? FAMILY_ROOT)
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase()
    const template = templates.find(({ pattern }) => pattern.test(path))?.template
    const documented = template === undefined ? undefined : paths[template]?.[verb]?.responses
    if (template === undefined || documented === undefined) return undefined
    const status = String(response.statusCode)
    // A range stands for what is not named (OpenAPI 3.1, section 4.8.16).
    const range = documented[status] === undefined ? `${status.slice(0, 1)}XX` : status
    const shared = documented[range]?.$ref?.replace('#/components/responses/', '')
    // What a range stands for in an operation is in the description of its reference.
    const promised = documented[range]?.description?.match(/\b[45]\d\d\b/g) ?? [status]
    const isOpen = documented[range]?.description?.includes('whatever else') === true
    if (!isOpen && !promised.includes(status)) return [`status ${status} is not documented`]
    const described = shared === undefined ? documented[range] : components?.responses?.[shared]
    if (described === undefined) return [`status ${status} is not documented`]
    if (method === 'HEAD') return []
    // Bytes may be none.
    const text = decoded(response)
    if (text === '') return described.content === undefined || described.content['*/*'] !== undefined ? [] : [`status ${status} is documented with a body`]
    const contentType = String(response.headers['content-type'])
    // The document describes numbers as numbers; a client that asks for them as text gets another form.
    if (/;IEEE754Compatible=true/i.test(contentType)) return undefined
    const named = contentType.replace(/;.*$/, '').trim()
    const type = described.content?.[named] === undefined && described.content?.['*/*'] !== undefined ? '*/*' : named
    if (described.content?.[type] === undefined) return [`status ${status} is not documented with ${type}`]
    const pointer = `${ROOT}#/${[...shared === undefined ? ['paths', template, verb, 'responses', range] : ['components', 'responses', shared], 'content', type, 'schema'].map(escapePointer).join('/')}`
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: pointer })
    validators.set(pointer, validate)
    // The document describes answers in 4.0; in 4.01 control information has other names.
    if (response.headers['odata-version'] === '4.01' && named === 'application/json') return []
    const body: unknown = named === 'application/json' && type !== '*/*' ? JSON.parse(text) : text
    return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`)
  }
}

const placeholders = (template: string): number => template.match(/\{/g)?.length ?? 0

/** `/beta/x/{id}` as an expression for whole paths; names in URLs are known in any case, and no id begins with `$`. */
const patternOf = (template: string): RegExp => new RegExp(`^${template.split(/\{[^}]*\}/).map(text => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('[^/$][^/]*')}$`, 'i')

const FAMILY_ROOT = '/beta'

/** The document spells paths one way: below a service root, the family's keys as segments. */
function canonicalPath (url: string, root: string): string {
  if (root !== FAMILY_ROOT) return decodeURI(url.replace(/[?#].*$/s, '').replace(/%(?![0-9a-f]{2})/gi, '%25')).slice(root === '/' ? 0 : root.length)
  const path = url.replace(/[?#].*$/s, '').replace(/\/$/, '').replace(/%24/gi, '$').replace(/\((?:id=)?'([^'/]*)'\)/gi, '/$1')
  return qualified(path).replace(/^(?:\/t\/[^/]+)?(?:\/(?:beta|v1\.0))?(?=\/(?:officeConfiguration|\$batch|\$async)\b)/i, '')
}

/** Actions are documented under their qualified names. */
const qualified = (path: string): string => graphModel.actions.reduce((text, { namespace, name }) => text.replace(new RegExp(`/(?:[\\w.]+\\.)?${name}$`, 'i'), `/${namespace}.${name}`), path)

const escapePointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
