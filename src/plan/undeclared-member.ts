/** What an open type does not declare, as members of an answer. */
import type { StructuredType } from '../edm/types.js'
import type { Selection } from '../odata/bind/selection.js'

/** The dynamic property that is named, or all of them where the name is empty. */
export interface DynamicMember {
  readonly kind: 'dynamic'
  readonly name: string
}

const ALL: readonly DynamicMember[] = [{ kind: 'dynamic', name: '' }]

export function dynamicMembers ({ open }: StructuredType, selection: Selection | undefined): readonly DynamicMember[] {
  if (!open) return []
  const chosen = selection?.dynamic ?? 'all'
  return chosen === 'all' ? ALL : chosen.map(name => ({ kind: 'dynamic', name }))
}
