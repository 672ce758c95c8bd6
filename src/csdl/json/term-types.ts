/**
 * The types of terms, which CSDL JSON needs: there a path, a date and the member of an enumeration are all strings. Known are the terms
 * that the document itself defines, and OData's vocabularies.
 */
import { expandName } from '../names.js'
import type { Aliases } from '../names.js'
import { vocabularyJson } from './vocabulary-json.js'

type Definition = Readonly<Record<string, unknown>>

/** The type that a value is expected to have; names are full. */
export interface ExpectedType {
  readonly name: string
  readonly collection: boolean
}

export interface TermTypes {
  readonly ofTerm: (term: string) => ExpectedType | undefined
  readonly ofProperty: (typeName: string, property: string) => ExpectedType | undefined
  /** The primitive type that a type definition stands for; `enum` for an enumeration; undefined for what is not known. */
  readonly primitiveOf: (typeName: string) => string | undefined
  /** The member of an enumeration with a number. */
  readonly memberOf: (typeName: string, value: string) => string | undefined
}

/** `schemas`: those of the document, as JSON. */
export function createTermTypes (schemas: Definition, aliases: Aliases): TermTypes {
  const find = (name: string): { readonly definition: Definition, readonly aliases: Aliases } | undefined => {
    const dot = name.lastIndexOf('.')
    const own = schemas[name.slice(0, dot)] as Readonly<Record<string, Definition>> | undefined
    if (own !== undefined) return found(own[name.slice(dot + 1)], aliases)
    const vocabulary = vocabularyOf(name.slice(0, dot))
    return vocabulary === undefined ? undefined : found(vocabulary.schema[name.slice(dot + 1)], vocabulary.aliases)
  }
  const ofProperty = (typeName: string, property: string): ExpectedType | undefined => {
    for (let name: string | undefined = typeName, steps = 0; name !== undefined && steps < MAX_BASES; steps++) {
      const type = find(name)
      const member = type?.definition[property] as Definition | undefined
      if (type !== undefined && member !== undefined) return expected(member, type.aliases)
      const base = type?.definition['$BaseType']
      name = type !== undefined && typeof base === 'string' ? expandName(type.aliases, base) : undefined
    }
    return undefined
  }
  return {
    ofProperty,
    ofTerm: term => {
      const found = find(term)
      return found?.definition['$Kind'] === 'Term' ? expected(found.definition, found.aliases) : undefined
    },
    primitiveOf: typeName => {
      if (typeName.startsWith('Edm.')) return typeName
      const definition = find(typeName)?.definition
      if (definition?.['$Kind'] === 'EnumType') return 'enum'
      return definition?.['$Kind'] === 'TypeDefinition' ? String(definition['$UnderlyingType']) : undefined
    },
    memberOf: (typeName, value) => Object.entries(find(typeName)?.definition ?? {}).find(([name, number]) =>
      /^\w/.test(name) && String(number) === value
    )?.[0]
  }
}

/** A document may have a circle of base types, which is refused later. */
const MAX_BASES = 100

const found = (definition: Definition | undefined, aliases: Aliases) =>
  typeof definition === 'object' && definition !== null ? { definition, aliases } : undefined

const expected = ({ $Type: type = 'Edm.String', $Collection: collection }: Definition, aliases: Aliases): ExpectedType => ({
  name: expandName(aliases, String(type)), collection: collection === true
})

interface Vocabulary {
  readonly schema: Readonly<Record<string, Definition>>
  readonly aliases: Aliases
}

const known = new Map<string, Vocabulary | undefined>()

function vocabularyOf (namespace: string): Vocabulary | undefined {
  if (!known.has(namespace)) known.set(namespace, readVocabulary(namespace))
  return known.get(namespace)
}

function readVocabulary (namespace: string): Vocabulary | undefined {
  const document = vocabularyJson(namespace)
  if (document === undefined) return undefined
  const schema = document[namespace] as Vocabulary['schema']
  const aliases = new Map<string, string>()
  for (const { $Include: includes = [] } of Object.values(document['$Reference'] ?? {}) as Array<{ $Include?: Definition[] }>) {
    for (const { $Alias: alias, $Namespace: included } of includes) aliases.set(String(alias), String(included))
  }
  return { schema, aliases: aliases.set(String(schema['$Alias']), namespace) }
}
