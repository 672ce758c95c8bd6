/** The types that collections of the family are of: rows and contained entities. */
import { facetsOf } from '../../../edm/declare.js'
import type { TypeDeclaration } from '../../../edm/declare.js'
import { typeDeclarations } from '../model/graph-model.js'

export function pagedTypes (): readonly TypeDeclaration[] {
  const used = typeDeclarations.flatMap(({ properties }: TypeDeclaration) => Object.values(properties).map(facetsOf)).map(facets => {
    if (facets.kind === 'containment') return facets.type
    return facets.kind === 'collection' && facets.element.kind === 'complex' ? facets.element.type : undefined
  })
  return typeDeclarations.filter(declaration => used.includes(declaration))
}
