/**
 * A fault for one request, in its header:
 *
 *     x-fault   = part *( ";" part )                       ; at most one effect
 *     part      = effect / parameter
 *     effect    = 3DIGIT / "drop" / "reset" / "truncate" / "malformed" / "drip" / "stale"    ; a status of 400 to 599
 *     parameter = name "=" ( token / quoted-string )
 *     name      = "code" / "message" / "when"              ; of an error; `when` (before, after) of drop too
 *               / "retry-after" / "retry-after-date"       ; of an error: seconds, sent as seconds or as an HTTP date
 *               / "fraction"                               ; of reset and truncate: 0 to 1
 *               / "chunk" / "every"                        ; of drip: bytes, milliseconds
 *               / "delay"                                  ; milliseconds, or `100-300`
 *               / "id"                                     ; tells the attempts of one request, as client-request-id does
 *               / "times"                                  ; 1 by default, see fault-per-request.ts
 *               / "until-retry-after"                      ; true: who comes before that has passed is refused again
 */
import { ODataError } from '../../errors.js'
import { createCheck } from '../validation.js'
import { FaultRuleSchema } from './fault-rule.js'
import type { FaultRule } from './fault-rule.js'

const MAX_LENGTH = 1024
const partPattern = /\s*([\w-]+)(?:\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;"\s]+)))?\s*(?:;|$)/y

const checkRule = createCheck<FaultRule>(FaultRuleSchema)

type Draft = { id?: string, effect?: Record<string, unknown>, latency?: Record<string, unknown>, schedule: Record<string, unknown> }

const refuse = (reason: string): ODataError =>
  new ODataError('badRequest', `x-fault ${reason}. For example: 429;retry-after=2`, { target: 'x-fault' })

/** Throws a 400 for what is no fault. */
export function parseFaultHeader (text: string): FaultRule {
  if (text.length > MAX_LENGTH) throw refuse(`is longer than ${MAX_LENGTH} characters`)
  const draft: Draft = { schedule: { times: 1 } }
  const parts = partsOf(text)
  for (const [name, value] of parts) if (value === undefined) addEffect(draft, name)
  for (const [name, value] of parts) if (value !== undefined) addParameter(draft, name, value)
  if (draft.effect === undefined && draft.latency === undefined) throw refuse('names neither an effect nor a delay')
  return checkRule(draft, 'x-fault')
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
  if (/^\d+$/.test(name)) draft.effect = { kind: 'error', status: Number(name) }
  else if (name === 'drip') draft.effect = { kind: 'drip', chunkBytes: 64, everyMs: 50 }
  else draft.effect = { kind: name }
}

const numeric = (text: string): unknown => /^\d+(\.\d+)?$/.test(text) ? Number(text) : text

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
    case 'retry-after': case 'retry-after-date':
      setMember(draft, name, 'retryAfter', numeric(value))
      if (name === 'retry-after-date') setMember(draft, name, 'retryAfterFormat', 'date')
      return
    case 'code': case 'message': case 'when': setMember(draft, name, name, value); return
    case 'fraction': setMember(draft, name, name, numeric(value)); return
    case 'chunk': setMember(draft, name, 'chunkBytes', numeric(value)); return
    case 'every': setMember(draft, name, 'everyMs', numeric(value)); return
    default: throw refuse(`has no parameter '${name}'`)
  }
}

function setMember ({ effect }: Draft, name: string, member: string, value: unknown): void {
  if (effect === undefined) throw refuse(`has '${name}' without an effect`)
  effect[member] = value
}
