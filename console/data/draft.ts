/** What was typed into a form, and the JSON that it means. */
import { exact, parseJson } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { isScalar } from './model.js'
import type { Member, Model, StructuredType } from './model.js'

/** Of a member that was touched. */
export interface Entry {
  readonly text: string
  readonly isNull: boolean
}

export type Draft = Readonly<Record<string, Entry>>

const NUMBERS: ReadonlySet<string> = new Set([
  'Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.Decimal', 'Edm.Double', 'Edm.Single'
])

/** What is entered as text, as a choice, or as JSON. */
export function inputOf (member: Member, model: Model): 'text' | 'choice' | 'json' {
  if (!isScalar(member, model) || /^Edm\.(?:Geo|Untyped)/.test(model.underlying(member.type))) return 'json'
  return model.underlying(member.type) === 'Edm.Boolean' ? 'choice' : 'text'
}

export interface ReadDraft {
  readonly body: { readonly [name: string]: Json }
  /** By member: what cannot be read as JSON. What is wrong otherwise, the service says. */
  readonly faults: Readonly<Record<string, string>>
}

export function readDraft (model: Model, type: StructuredType, draft: Draft): ReadDraft {
  const body: Record<string, Json> = {}
  const faults: Record<string, string> = {}
  for (const member of type.members) {
    const entry = draft[member.name]
    if (entry === undefined) continue
    try {
      body[member.name] = valueOf(model, member, entry)
    } catch (error) {
      faults[member.name] = (error as Error).message
    }
  }
  return { body, faults }
}

/** Numbers keep the digits they were written with. @throws SyntaxError */
function valueOf (model: Model, member: Member, { text, isNull }: Entry): Json {
  if (isNull) return null
  const under = model.underlying(member.type)
  switch (inputOf(member, model)) {
    case 'json': return parseJson(text)
    case 'choice': return text === 'true'
    case 'text': return NUMBERS.has(under) && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text.trim()) ? exact(text.trim()) : text
  }
}
