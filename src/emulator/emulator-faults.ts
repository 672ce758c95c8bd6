/** The faults of an emulator, for the test it is in. */
import { addRule } from '../admin/faults/add-rule.js'
import { FaultRuleSchema } from '../admin/faults/fault-rule.js'
import type { FaultRule, ShownRule } from '../admin/faults/fault-rule.js'
import type { RuleBook } from '../admin/faults/rule-book.js'
import { createCheck } from '../admin/validation.js'

/** Rules that make requests fail, or slow; asked in order. docs/faults.md says what they can be. */
export interface EmulatorFaults {
  /** Adds a rule after the others; its id. Throws an ODataError that says what is wrong with the rule. */
  add (rule: FaultRule): string
  /** In order, each with what it hit. */
  list (): readonly ShownRule[]
  /** Whether there was a rule of that id. */
  remove (id: string): boolean
  clear (): void
}

const checkRule = createCheck<FaultRule>(FaultRuleSchema)

export function emulatorFaults (book: RuleBook): EmulatorFaults {
  return {
    // A copy: what the caller does with its own afterwards changes nothing.
    add: rule => addRule(book, structuredClone(checkRule(rule, 'rule'))).id,
    list: () => book.list(),
    remove: id => book.remove(id),
    clear: () => { book.clear() }
  }
}
