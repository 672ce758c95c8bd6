/**
 * A fault for one request, in its header:
 *
 *     x-fault   = part *( ";" part )                 ; at most one effect
 *     part      = effect / parameter
 *     effect    = 3DIGIT / kind                       ; a status of 400 to 599, or the kind of an effect: `drop`
 *     parameter = name "=" ( token / quoted-string )
 *     name      = "delay"                             ; milliseconds, or `100-300`
 *               / "id"                                ; tells the attempts of one request, as client-request-id does
 *               / "times"                             ; 1 by default, see fault-per-request.ts
 *               / "until-retry-after"                 ; true: who comes before that has passed is refused again
 *               / 1*( ALPHA / "-" )                   ; of an effect: its `header.parameters`
 */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { createCheck } from '../validation.js'
import { allEffects, checkEffect } from './effects/all-effects.js'
import { numeric } from './effects/define-effect.js'
import type { HeaderForm } from './effects/define-effect.js'
import { FaultRuleSchema } from './fault-rule.js'
import type { FaultRule } from './fault-rule.js'

const partPattern = /\s*([\w-]+)(?:\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;"\s]+)))?\s*(?:;|$)/y

const forms: ReadonlyArray<readonly [kind: string, form: HeaderForm]> =
  allEffects.map(({ schema, header = {} }) => [schema.properties.kind.const, header])

/** Of all effects: one that the named effect does not have is refused by its schema. */
const parameters: ReadonlyMap<string, NonNullable<HeaderForm['parameters']>[string]> =
  new Map(forms.flatMap(([, { parameters = {} }]) => Object.entries(parameters)))

const checkRule = createCheck<FaultRule>(FaultRuleSchema)

type Draft = { id?: string, effect?: Record<string, unknown>, latency?: Record<string, unknown>, schedule: Record<string, unknown> }

const refuse = (reason: string): ODataError =>
  new ODataError('badRequest', `x-fault ${reason}. For example: 429;retry-after=2`, { target: 'x-fault' })

/** Throws a 400 for what is not a fault. */
export function parseFaultHeader (text: string): FaultRule {
  if (text.length > limits.faultHeader.most) throw refuse(`is longer than ${limits.faultHeader.most} characters`)
  const draft: Draft = { schedule: { times: 1 } }
  const parts = partsOf(text)
  for (const [name, value] of parts) if (value === undefined) addEffect(draft, name)
  for (const [name, value] of parts) if (value !== undefined) addParameter(draft, name, value)
  if (draft.effect === undefined && draft.latency === undefined) throw refuse('names neither an effect nor a delay')
  const rule = checkRule(draft, 'x-fault')
  checkEffect(rule.effect)
  return rule
}

function partsOf (text: string): ReadonlyArray<readonly [string, string | undefined]> {
  const parts: Array<readonly [string, string | undefined]> = []
  partPattern.lastIndex = 0
  while (partPattern.lastIndex < text.length) {
    const position = partPattern.lastIndex
    const match = partPattern.exec(text)
    if (match === null) throw refuse(`cannot be read at '${text.slice(position, position + 20)}'`)
    const [, name = '', quoted, bare] = match
    parts.push([name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare])
  }
  return parts
}

function addEffect (draft: Draft, name: string): void {
  if (draft.effect !== undefined) throw refuse('names two effects')
  draft.effect = effectNamed(name)
}

function effectNamed (word: string): Record<string, unknown> {
  for (const [kind, { byWord, defaults }] of forms) {
    const members = byWord?.(word) ?? (kind === word ? defaults : undefined)
    if (members !== undefined) return { kind, ...members }
  }
  return { kind: word }
}

function addParameter (draft: Draft, name: string, value: string): void {
  switch (name) {
    case 'delay': {
      const [from, to] = value.split('-').map(numeric)
      draft.latency = to === undefined ? { kind: 'fixed', ms: from } : { kind: 'uniform', minMs: from, maxMs: to }
      return
    }
    case 'id': draft.id = value; return
    case 'until-retry-after': draft.schedule['untilRetryAfter'] = value === 'true' || (value === 'false' ? false : value); return
    case 'times': draft.schedule['times'] = numeric(value); return
    default: setMembers(draft, name, value)
  }
}

function setMembers ({ effect }: Draft, name: string, value: string): void {
  const read = parameters.get(name)
  if (read === undefined) throw refuse(`has no parameter '${name}'`)
  if (effect === undefined) throw refuse(`has '${name}' without an effect`)
  const members = read(value)
  if (members === undefined) throw refuse(`has a '${name}' that cannot be read`)
  Object.assign(effect, members)
}
