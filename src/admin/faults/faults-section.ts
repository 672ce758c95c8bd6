/** `/__admin/faults`: the rules, in the order they are asked. They live in this process's memory and end with it. */
import { Type } from '@sinclair/typebox'
import { urlNamePattern } from '../../base/url-name.js'
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { answer, done } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { ADMIN_PREFIX } from '../section.js'
import { addRule, putRule } from './add-rule.js'
import { faultExamples } from './fault-examples.js'
import { FaultRuleSchema, ShownRuleSchema } from './fault-rule.js'
import type { RuleBook } from './rule-book.js'

const tags = ['Faults']
const params = Type.Object({ id: Type.String({ pattern: urlNamePattern(limits.ruleIdLength.most), description: 'The id of a rule.' }) })
const RuleList = Type.Object({ value: Type.Array(ShownRuleSchema) }, { title: 'FaultRuleList' })

export const faultsSection = (book: RuleBook): AdminSection => async app => {
  app.get('/faults', {
    schema: {
      operationId: 'listFaults',
      summary: 'List the rules',
      description: 'In the order in which they are tried, each with its hits.',
      tags,
      response: { 200: answer('The rules.', RuleList) }
    }
  }, async () => ({ value: [...book.list()] }))

  app.post('/faults', {
    schema: {
      operationId: 'addFault',
      summary: 'Add a rule',
      description: 'After the others: the first rule that matches and fires decides what happens to a request.',
      tags,
      body: FaultRuleSchema,
      documentation: { examples: faultExamples, errors: ['conflict'] },
      response: { 201: answer('The rule.', ShownRuleSchema, { Location: { type: 'string', description: 'The path of the rule.' } }) }
    }
  }, async ({ body }, reply) => {
    const rule = addRule(book, body)
    return await reply.code(201).header('Location', `${ADMIN_PREFIX}/faults/${rule.id}`).send(rule)
  })

  app.delete(
    '/faults',
    { schema: { operationId: 'clearFaults', summary: 'Remove all rules', description: 'Nothing fails on purpose any more.', tags, response: done } },
    async (_request, reply) => {
      book.clear()
      reply.code(204)
    }
  )

  app.get('/faults/:id', {
    schema: {
      operationId: 'getFault',
      summary: 'Show a rule',
      description: 'With its hits.',
      tags,
      params,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('The rule.', ShownRuleSchema) }
    }
  }, async ({ params: { id } }) => book.find(id) ?? missing(id))

  app.put('/faults/:id', {
    schema: {
      operationId: 'putFault',
      summary: 'Replace a rule, or add it',
      description: 'An existing rule keeps its place in the order; its hits are counted anew.',
      tags,
      params,
      body: FaultRuleSchema,
      documentation: { examples: faultExamples, errors: ['conflict'] },
      response: { 200: answer('The rule.', ShownRuleSchema) }
    }
  }, async ({ params: { id }, body }) => {
    if (body.id !== undefined && body.id !== id) {
      throw new ODataError('conflict', `The rule is '${id}' in the URL and '${body.id}' in the body.`, { target: 'id' })
    }
    return putRule(book, body, id)
  })

  app.post('/faults/:id/move', {
    schema: {
      operationId: 'moveFault',
      summary: 'Move a rule',
      description: 'To another place in the order; its hits are kept.',
      tags,
      params,
      body: Type.Object({ place: Type.Integer({ minimum: 0, description: 'Counted from 0; a larger number than there are rules means the end.' }) }, {
        additionalProperties: false,
        title: 'FaultPlace'
      }),
      documentation: { errors: ['notFound'], examples: { first: { summary: 'Before all others', value: { place: 0 } } } },
      response: { 200: answer('The rules.', RuleList) }
    }
  }, async ({ params: { id }, body: { place } }) => {
    if (!book.move(id, place)) missing(id)
    return { value: [...book.list()] }
  })

  app.delete(
    '/faults/:id',
    {
      schema: {
        operationId: 'removeFault',
        summary: 'Remove a rule',
        description: 'The others stay.',
        tags,
        params,
        documentation: { errors: ['notFound'] },
        response: done
      }
    },
    async ({ params: { id } }, reply) => {
      if (!book.remove(id)) missing(id)
      reply.code(204)
    }
  )
}

function missing (id: string): never {
  throw new ODataError('notFound', `There is no rule '${id}'.`)
}
