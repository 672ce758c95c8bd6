/** Contained entities that a body creates, changes or leaves out, where only what is stored tells which it does (Capabilities). */
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ContainedChange, Forbidden } from '../../odata/json/structured-value.js'

/** @throws ODataError `modelValidation` for what the model forbids of what is done */
export function checkPermitted (
  { name }: NavigationProperty,
  forbidden: ContainedChange['forbidden'] = {},
  done: Readonly<Partial<Record<keyof Forbidden, boolean>>>
): void {
  for (const effect of ['Insert', 'Update', 'Delete'] as const) {
    const reason = done[effect] === true ? forbidden[effect] : undefined
    if (reason !== undefined) throw new ODataError('modelValidation', reason, { target: name })
  }
}
