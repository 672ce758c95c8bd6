/** The effects there are, in the order that the document lists them. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { oneOfKinds } from '../kind-schema.js'
import type { EffectDefinition } from './define-effect.js'
import { answerEffect } from './answer-effect.js'
import { asynchronousEffect } from './asynchronous-effect.js'
import { dripEffect } from './drip-effect.js'
import { dropEffect } from './drop-effect.js'
import { errorEffect } from './error-effect.js'
import { malformedEffect } from './malformed-effect.js'
import { resetEffect } from './reset-effect.js'
import { staleEffect } from './stale-effect.js'
import { truncateEffect } from './truncate-effect.js'

export const allEffects = [
  errorEffect, dropEffect, resetEffect, truncateEffect, malformedEffect, dripEffect, staleEffect, answerEffect, asynchronousEffect
] as const

/** What happens to a request instead of, or beside, its being answered. */
export type Effect = Static<typeof allEffects[number]['schema']>

export const EffectSchema = Type.Unsafe<Effect>(
  oneOfKinds(allEffects.map(({ schema }) => schema), 'Effect', 'What happens instead of, or to, the answer.')
)

const byKind: ReadonlyMap<Effect['kind'], EffectDefinition<Effect>> = new Map<Effect['kind'], EffectDefinition<Effect>>(
  allEffects.map(definition => [definition.schema.properties.kind.const, definition])
)

/** What an effect does. */
export const definitionOf = ({ kind }: Effect): EffectDefinition<Effect> => byKind.get(kind)!

/** @throws ODataError of status 400 for an effect that fits its schema and cannot be all the same. */
export function checkEffect (effect: Effect | undefined): void {
  if (effect !== undefined) definitionOf(effect).check?.(effect)
}
