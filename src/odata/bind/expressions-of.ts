/** Every expression of a request, for everything that walks through all of them. */
import { expressionsIn } from './apply/expressions-in.js'
import type { BoundRequest } from './bind-request.js'
import type { CollectionOptions } from './collection-options.js'
import type { Expression } from './expression/expression.js'
import type { ItemOptions } from './item-options.js'
import type { SelectedMember, Selection } from './selection.js'
import type { Target } from './target.js'

export const expressionsOfRequest = ({ target, entity, collection, items }: BoundRequest): readonly Expression[] => [
  ...conditionsInPath(target),
  ...entity === undefined ? [] : [...entity.compute.map(({ expression }) => expression), ...ofSelection(entity.selection)],
  ...collection === undefined ? [] : expressionsOfOptions(collection),
  ...items === undefined ? [] : ofItems(items)
]

/** Those that the entities on the way to a target must fulfil. */
export const conditionsInPath = (target: Target): readonly Expression[] =>
  ('location' in target ? target.location : target.parent).steps.flatMap(({ where = [] }) => where.map(({ filter }) => filter))

/** Those of the options nested in them included; but not of the part of a collection that a call has answered. */
export const expressionsOfOptions = (
  { filter, compute, orderBy, selection, applied }: Omit<CollectionOptions, 'usesIt'>
): readonly Expression[] => [
  ...filter === undefined ? [] : [filter],
  ...[...compute, ...orderBy].map(({ expression }) => expression),
  ...applied?.transformations.flatMap(expressionsIn) ?? [],
  ...ofSelection(selection)
]

const ofItems = ({ filter, orderBy }: ItemOptions): readonly Expression[] =>
  [...filter === undefined ? [] : [filter], ...orderBy.map(({ expression }) => expression)]

const ofSelection = ({ members }: Pick<Selection, 'members'>): readonly Expression[] => members.flatMap(ofMember)

function ofMember (member: SelectedMember): readonly Expression[] {
  switch (member.kind) {
    // Its expression is one of the options'.
    case 'computed': return []
    case 'expanded': return expressionsOfOptions(member.options)
    case 'property': return [
      ...member.options === undefined ? [] : expressionsOfOptions(member.options),
      ...member.items === undefined ? [] : ofItems(member.items),
      ...member.selection === undefined ? [] : ofSelection(member.selection)
    ]
  }
}
