/** What the functions that make one model of its documents share: the elements by name, and how to refuse one. */
import type { BuiltInTypes } from '../../edm/built-in-types.js'
import type { Action, EdmFunction, EdmType, EntityContainer, Property, SchemaElement } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { CsdlDocument, SchemaElementNode } from '../document.js'
import { splitName } from '../names.js'
import { suggest } from '../../base/suggest.js'

export type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** An element of a schema, as its document declares it. */
export interface Declared<Node extends SchemaElementNode = SchemaElementNode> {
  readonly node: Node
  readonly namespace: string
  readonly fullName: string
  readonly document: CsdlDocument
}

export interface Binding {
  readonly documents: readonly CsdlDocument[]
  /** In document order. */
  readonly declared: readonly Declared[]
  /** What has a name of its own: everything but operations, whose overloads share one. */
  readonly byName: ReadonlyMap<string, Declared>
  readonly builtIn: BuiltInTypes
  /** What has been made of each declaration. */
  readonly made: Map<Declared, SchemaElement>
  /** Types by qualified name. */
  readonly types: Map<string, Exclude<EdmType, { kind: 'collection' }>>
  /** Properties of which the document does not say whether they are nullable. */
  readonly openNullables: Set<Property>
  readonly actions: Action[]
  readonly functions: EdmFunction[]
  readonly containers: Map<string, EntityContainer>
}

/** What was meant by a name: an element of a document, at a place, within something. */
export interface Use {
  readonly document: CsdlDocument
  readonly at: number
  /** What the sentence is about: `Example.Person/Name`. */
  readonly path: string
}

/** OData 2 and 3 had these. */
const oldTypes: Readonly<Record<string, string>> = {
  'Edm.DateTime': 'Edm.DateTimeOffset',
  'Edm.Time': 'Edm.TimeOfDay and Edm.Duration',
  'Edm.Float': 'Edm.Single and Edm.Double'
}

/** Longer names are not compared with the known ones. */
const MAX_SUGGESTED = 100

/** Why a qualified name means nothing, as a sentence. */
export function unresolved (binding: Binding, what: string, name: string, use: Use): Error {
  return use.document.fault(`${use.path} names ${what} ${quote(name)}${explanation(binding, name)}`, use.at, use.path)
}

function explanation (binding: Binding, name: string): string {
  const split = splitName(name)
  if (split === undefined) return ', which is not qualified: a namespace or an alias and a dot come before the name.'
  const old = oldTypes[name]
  if (old !== undefined) return `, which is of OData 2 and 3; OData 4 has ${old}.`
  const { namespace } = split
  const known = [...binding.byName.keys(), ...binding.builtIn.names, ...binding.declared.map(({ fullName }) => fullName)]
  const near = name.length > MAX_SUGGESTED ? undefined : suggest(name, known)
  const hint = near === undefined ? '' : ` Did you mean ${quote(near)}?`
  if (namespace === 'Edm') return `, which is not a type of OData.${hint}`
  if (binding.documents.some(({ schemas }) => schemas.some(schema => schema.namespace === namespace))) {
    return `, which the schema ${quote(namespace)} does not have.${hint}`
  }
  const reference = binding.documents.flatMap(({ references }) => references)
    .find(({ includes }) => includes.some(include => include.namespace === namespace))
  return reference === undefined
    ? `, but no schema and no reference has the namespace or alias ${quote(namespace)}.${hint}`
    : `, which the document ${quote(reference.uri)} defines. That was not found beside this one, and is never fetched: give its file too.`
}
