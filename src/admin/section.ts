/**
 * How controls get under `/__admin`: each is a section, an ordinary Fastify plugin whose routes are relative to the prefix. To add some,
 * export a function that returns one and list it in `sections` in `src/server.ts`:
 *
 *     export const clockSection = (clock: SteerableClock): AdminSection => async app => {
 *       app.put('/clock', { schema: { operationId: 'setClock', summary: 'Set the clock', tags: ['Clock'], body: ClockSetting, response: {
 * 200: ClockShown } } },
 *         async request => clock.set(request.body))
 *     }
 *
 * What the document says beyond these schemas is in `documentation` (`openapi/control-documentation.ts`): errors, examples, bodies that are
 * streamed. A schema with a `title` is a component of that name.
 *
 * What a section gets without doing anything: the prefix, the key (`--admin-key`), CORS, the request ids, its routes in
 * `/__admin/openapi.json` and the Swagger UI. `body`, `querystring`, `params` are TypeBox schemas that Ajv checks and TypeScript
 * knows: a body is taken exactly as sent (unknown members are refused where the schema says `additionalProperties: false`), query and
 * path are turned into numbers and booleans; what does not fit is a 400 in Graph's shape with every fault. `response` schemas document;
 * answers are sent as they are, by `JSON.stringify`. Throw `ODataError` for everything else, and answer 204 with `reply.code(204)` and
 * nothing returned.
 *
 * Bodies are JSON of at most 1 MiB unless a route sets `bodyLimit`. Another media type is a parser in the section:
 * `app.addContentTypeParser('application/x-ndjson', (request, payload, done) => done(null, payload))` hands the stream on; the schema
 * of its body then stays away. A route with `config: { withoutKey: true }` answers without the key.
 * Nothing here is seen by the journal, the faults or the throttle: those live on the Graph routes only.
 */
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'

/** What all controls are under. */
export const ADMIN_PREFIX = '/__admin'

export type AdminApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export type AdminSection = (app: AdminApp) => Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A control that answers without the key of the controls. */
    readonly withoutKey?: boolean
  }
}
