/** `/__admin/faults`: the rules, in the order they are asked. They live in this process's memory and end with it. */
import { Type } from '@sinclair/typebox'
import { ODataError } from '../../errors.js'
import type { AdminSection } from '../section.js'
import { ADMIN_PREFIX } from '../section.js'
import { FaultRuleSchema, ShownRuleSchema } from './fault-rule.js'
import type { FaultRule, ShownRule } from './fault-rule.js'
import type { RuleBook } from './rule-book.js'

const MAX_RULES = 1000

const tags = ['Faults']
const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }) })
const none = { 204: Type.Null({ description: 'Done.' }) }

export const faultsSection = (book: RuleBook): AdminSection => async app => {
  let made = 0

  app.get('/faults', { schema: { operationId: 'listFaults', summary: 'All rules, in order, with what they hit', tags, response: { 200: Type.Object({ value: Type.Array(ShownRuleSchema) }) } } },
    async () => ({ value: [...book.list()] }))

  app.post('/faults', { schema: { operationId: 'addFault', summary: 'Add a rule behind the others', tags, body: FaultRuleSchema, response: { 201: ShownRuleSchema } } }, async ({ body }, reply) => {
    if (body.id !== undefined && book.find(body.id) !== undefined) throw new ODataError('conflict', `There is a rule '${body.id}' already. PUT replaces it.`, { target: 'id' })
    let id = body.id
    while (id === undefined || (body.id === undefined && book.find(id) !== undefined)) id = `fault-${++made}`
    const rule = put(book, body, id)
    return await reply.code(201).header('Location', `${ADMIN_PREFIX}/faults/${id}`).send(rule)
  })

  app.delete('/faults', { schema: { operationId: 'clearFaults', summary: 'Remove all rules', tags, response: none } }, async (_request, reply) => {
    book.clear()
    reply.code(204)
  })

  app.get('/faults/:id', { schema: { operationId: 'getFault', summary: 'One rule, with what it hit', tags, params, response: { 200: ShownRuleSchema } } }, async ({ params: { id } }) => book.find(id) ?? missing(id))

  app.put('/faults/:id', { schema: { operationId: 'putFault', summary: 'Replace a rule where it stands, or add it', tags, params, body: FaultRuleSchema, response: { 200: ShownRuleSchema } } }, async ({ params: { id }, body }) => {
    if (body.id !== undefined && body.id !== id) throw new ODataError('badRequest', `The rule is '${id}' in the URL and '${body.id}' in the body.`, { target: 'id' })
    return put(book, body, id)
  })

  app.delete('/faults/:id', { schema: { operationId: 'removeFault', summary: 'Remove a rule', tags, params, response: none } }, async ({ params: { id } }, reply) => {
    if (!book.remove(id)) missing(id)
    reply.code(204)
  })
}

function missing (id: string): never {
  throw new ODataError('notFound', `There is no rule '${id}'.`)
}

function put (book: RuleBook, rule: FaultRule, id: string): ShownRule {
  const { effect, latency } = rule
  if (effect === undefined && latency === undefined) throw new ODataError('badRequest', 'The rule does nothing: give it an effect, a latency or both.', { target: 'effect' })
  if (latency?.kind === 'uniform' && latency.maxMs < latency.minMs) throw new ODataError('badRequest', "'maxMs' is less than 'minMs'.", { target: 'latency/maxMs' })
  if (book.find(id) === undefined && book.size() >= MAX_RULES) throw new ODataError('conflict', `There are ${MAX_RULES} rules already; remove some.`)
  return book.put(rule, id)
}
