/** `/__admin/faults`: the rules, in the order they are asked. They live in this process's memory and end with it. */
import { Type } from '@sinclair/typebox'
import { urlNamePattern } from '../../base/url-name.js'
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import type { AdminSection } from '../section.js'
import { ADMIN_PREFIX } from '../section.js'
import { addRule, putRule } from './add-rule.js'
import { FaultRuleSchema, ShownRuleSchema } from './fault-rule.js'
import type { RuleBook } from './rule-book.js'

const tags = ['Faults']
const params = Type.Object({ id: Type.String({ pattern: urlNamePattern(limits.ruleIdLength.most) }) })
const none = { 204: Type.Null({ description: 'Done.' }) }

export const faultsSection = (book: RuleBook): AdminSection => async app => {
  app.get('/faults', {
    schema: {
      operationId: 'listFaults',
      summary: 'All rules, in order, with what they hit',
      tags,
      response: { 200: Type.Object({ value: Type.Array(ShownRuleSchema) }) }
    }
  }, async () => ({ value: [...book.list()] }))

  app.post('/faults', {
    schema: {
      operationId: 'addFault',
      summary: 'Add a rule behind the others',
      tags,
      body: FaultRuleSchema,
      response: { 201: ShownRuleSchema }
    }
  }, async ({ body }, reply) => {
    const rule = addRule(book, body)
    return await reply.code(201).header('Location', `${ADMIN_PREFIX}/faults/${rule.id}`).send(rule)
  })

  app.delete(
    '/faults',
    { schema: { operationId: 'clearFaults', summary: 'Remove all rules', tags, response: none } },
    async (_request, reply) => {
      book.clear()
      reply.code(204)
    }
  )

  app.get('/faults/:id', {
    schema: { operationId: 'getFault', summary: 'One rule, with what it hit', tags, params, response: { 200: ShownRuleSchema } }
  }, async ({ params: { id } }) => book.find(id) ?? missing(id))

  app.put('/faults/:id', {
    schema: {
      operationId: 'putFault',
      summary: 'Replace a rule where it stands, or add it',
      tags,
      params,
      body: FaultRuleSchema,
      response: { 200: ShownRuleSchema }
    }
  }, async ({ params: { id }, body }) => {
    if (body.id !== undefined && body.id !== id) {
      throw new ODataError('badRequest', `The rule is '${id}' in the URL and '${body.id}' in the body.`, { target: 'id' })
    }
    return putRule(book, body, id)
  })

  app.delete(
    '/faults/:id',
    { schema: { operationId: 'removeFault', summary: 'Remove a rule', tags, params, response: none } },
    async ({ params: { id } }, reply) => {
      if (!book.remove(id)) missing(id)
      reply.code(204)
    }
  )
}

function missing (id: string): never {
  throw new ODataError('notFound', `There is no rule '${id}'.`)
}
