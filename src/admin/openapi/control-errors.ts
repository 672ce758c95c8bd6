/** The errors of controls in their document, with what each means there. */
import { errorCatalogue } from '../../errors.js'
import type { ErrorKind } from '../../errors.js'
import type { JsonSchema } from '../../http/openapi/documentation.js'

/** What a control can be refused for; the words of the catalogue are those of Graph's resources. */
const meanings = {
  badRequest: 'The path, the query or the body is not what the control takes; `details` lists every fault.',
  modelValidation: 'The data do not fit the model: an unknown property, a wrong type, null where none may be. `target` is the place.',
  unauthenticated: 'The controls have a key (`ADMIN_KEY`), and the request did not send it.',
  forbidden: 'A page of another origin asked, or a name that the controls do not answer to (`ADMIN_ORIGINS`, `ALLOWED_HOSTS`).',
  notFound: 'Nothing has that name or id; or the journal is off.',
  conflict: 'The name is taken, there is no room for more, or a concurrent change won.',
  payloadTooLarge: 'The body, or one value in it, is too large.',
  unsupportedMediaType: 'The body has another media type than those listed.',
  notImplemented: 'The database is PostgreSQL, which has a tool of its own for this (`pg_dump`).',
  unavailable: 'There is no folder for the file while it is sent, or the database cannot be reached.'
} as const satisfies Partial<Record<ErrorKind, string>>

export type ControlError = keyof typeof meanings

export const isControlError = (kind: ErrorKind): kind is ControlError => kind in meanings

/** Named as its status is called: `NotFound`. */
const nameOf = (kind: ControlError): string => `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`

const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }

const others = {
  ClientError: 'Any other fault of the request: it is too long, arrived too slowly, or is not well-formed HTTP.',
  ServerError: 'The database cannot be reached or the service is stopping (503), or the service has a defect (500).'
}

/** `components.responses` of the document. */
export const errorComponents: Readonly<Record<string, JsonSchema>> = Object.fromEntries([
  ...Object.entries(meanings).map(([kind, description]) => [nameOf(kind as ControlError), { description, content }]),
  ...Object.entries(others).map(([name, description]) => [name, { description, content }])
])

const reference = (name: string): JsonSchema => ({ $ref: `#/components/responses/${name}` })

/** The error answers of one operation. Where two have a status, as 400 has, the one that says more stands for both. */
export const errorAnswers = (kinds: readonly ControlError[]): Readonly<Record<string, JsonSchema>> => ({
  ...Object.fromEntries(kinds.map(kind => [errorCatalogue[kind].status, reference(nameOf(kind))])),
  '4XX': reference('ClientError'),
  '5XX': reference('ServerError')
})
