/** What a rule must be, beyond its schema, to get into the book. */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { checkEffect } from './effects/all-effects.js'
import type { FaultRule, ShownRule } from './fault-rule.js'
import type { RuleBook } from './rule-book.js'

/** Behind the others, under its own id or a new one. Throws a 409 when the id is taken, and what {@link putRule} throws. */
export function addRule (book: RuleBook, rule: FaultRule): ShownRule {
  if (rule.id !== undefined && book.find(rule.id) !== undefined) {
    throw new ODataError('conflict', `There is a rule '${rule.id}' already. PUT replaces it.`, { target: 'id' })
  }
  return putRule(book, rule, rule.id ?? book.newId())
}

/** Where the rule of that id stands, else after the others. Throws a 400 for a rule that cannot be, a 409 when the book is full. */
export function putRule (book: RuleBook, rule: FaultRule, id: string): ShownRule {
  const { effect, latency, scenario } = rule
  if (effect === undefined && latency === undefined && scenario?.next === undefined) {
    throw new ODataError('badRequest', 'The rule does nothing: give it an effect, a latency, or a scenario with a next state.', {
      target: 'effect'
    })
  }
  if (scenario !== undefined && scenario.state === undefined && scenario.next === undefined) {
    throw new ODataError('badRequest', 'The scenario changes nothing: give it a state, a next state or both.', { target: 'scenario' })
  }
  if (latency?.kind === 'uniform' && latency.maxMs < latency.minMs) {
    throw new ODataError('badRequest', "'maxMs' is less than 'minMs'.", { target: 'latency/maxMs' })
  }
  checkEffect(effect)
  if (book.find(id) === undefined && book.size() >= limits.faultRules.most) {
    throw new ODataError('conflict', `There are ${limits.faultRules.most} rules already; remove some.`)
  }
  return book.put(rule, id)
}
