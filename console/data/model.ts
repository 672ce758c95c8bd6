/** The model of the service, as its `$metadata` in JSON says it (OData CSDL JSON 4.01). */

export interface Member {
  readonly name: string
  /** Qualified, `Edm.String` for a primitive one. */
  readonly type: string
  readonly collection: boolean
  readonly nullable: boolean
  readonly kind: 'property' | 'navigation'
  /** Whether what it leads to is a part of the entity. */
  readonly contained: boolean
}

export interface StructuredType {
  readonly name: string
  readonly kind: 'entity' | 'complex'
  readonly abstract: boolean
  readonly key: readonly string[]
  /** Those of its base types first. */
  readonly members: readonly Member[]
  /** Those derived from it that are not abstract, itself among them. */
  readonly concrete: readonly string[]
}

/** What is in the service root. */
export interface Root {
  readonly name: string
  readonly type: string
  readonly collection: boolean
}

export interface Model {
  readonly roots: readonly Root[]
  readonly typeOf: (name: string) => StructuredType | undefined
  /** The members of an enumeration; undefined for another type. */
  readonly wordsOf: (name: string) => readonly string[] | undefined
  /** A type definition's underlying type; any other name as it is. */
  readonly underlying: (name: string) => string
}

type Element = Readonly<Record<string, unknown>>
type Document = Readonly<Record<string, unknown>>

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown, otherwise = ''): string => typeof value === 'string' ? value : otherwise

export function readModel (document: Document): Model {
  const schemas = Object.entries(document).filter(([name, schema]) => !name.startsWith('$') && isElement(schema)) as Array<[string, Element]>
  const aliases = new Map(schemas.flatMap(([namespace, schema]) => typeof schema['$Alias'] === 'string' ? [[schema['$Alias'], namespace] as const] : []))
  const full = (name: string): string => {
    const dot = name.lastIndexOf('.')
    const alias = aliases.get(name.slice(0, dot))
    return alias === undefined ? name : `${alias}.${name.slice(dot + 1)}`
  }
  const elements = new Map<string, Element>(schemas.flatMap(([namespace, schema]) =>
    Object.entries(schema).filter(([, element]) => isElement(element)).map(([name, element]) => [`${namespace}.${name}`, element as Element] as const)))
  const bases = (name: string): readonly string[] => {
    const base = elements.get(name)?.['$BaseType']
    return typeof base === 'string' ? [...bases(full(base)), name] : [name]
  }
  const isStructured = (element: Element | undefined): boolean => element?.['$Kind'] === 'EntityType' || element?.['$Kind'] === 'ComplexType'
  const structured = [...elements].filter(([, element]) => isStructured(element)).map(([name]) => name)
  const membersIn = (element: Element): readonly Member[] =>
    Object.entries(element).filter(([name, member]) => !/[$@]/.test(name) && isElement(member)).map(([name, member]) => memberOf(name, member as Element, full))
  const types = new Map<string, StructuredType>(structured.map(name => {
    const chain = bases(name)
    const element = elements.get(name)!
    const key = chain.map(base => elements.get(base)?.['$Key']).find(Array.isArray) as readonly unknown[] | undefined
    return [name, {
      name,
      kind: element['$Kind'] === 'EntityType' ? 'entity' : 'complex',
      abstract: element['$Abstract'] === true,
      key: (key ?? []).filter(part => typeof part === 'string'),
      members: chain.flatMap(base => membersIn(elements.get(base) ?? {})),
      concrete: structured.filter(other => elements.get(other)?.['$Abstract'] !== true && bases(other).includes(name))
    } satisfies StructuredType] as const
  }))
  return {
    roots: rootsOf(elements.get(text(document['$EntityContainer'])) ?? {}, full),
    typeOf: name => types.get(name),
    wordsOf: name => {
      const element = elements.get(name)
      return element?.['$Kind'] === 'EnumType' ? Object.keys(element).filter(word => !/[$@]/.test(word)) : undefined
    },
    underlying: name => text(elements.get(name)?.['$UnderlyingType'], name)
  }
}

function memberOf (name: string, member: Element, full: (name: string) => string): Member {
  return {
    name,
    type: full(text(member['$Type'], 'Edm.String')),
    collection: member['$Collection'] === true,
    nullable: member['$Nullable'] === true,
    kind: member['$Kind'] === 'NavigationProperty' ? 'navigation' : 'property',
    contained: member['$ContainsTarget'] === true
  }
}

const rootsOf = (container: Element, full: (name: string) => string): readonly Root[] =>
  Object.entries(container).flatMap(([name, child]) =>
    isElement(child) && typeof child['$Type'] === 'string' && !/[$@]/.test(name)
      ? [{ name, type: full(child['$Type']), collection: child['$Collection'] === true }]
      : [])

/** Whether values of it are shown in a cell of their own. */
export const isScalar = ({ collection, kind, type }: Member, model: Model): boolean =>
  !collection && kind === 'property' && model.typeOf(type) === undefined

/** Without its namespace. */
export const shortName = (type: string): string => type.slice(type.lastIndexOf('.') + 1)
