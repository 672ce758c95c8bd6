/**
 * What a line says, as a body would: the JSON of a line, or the cells of one of CSV, whose columns are named by properties: `Name`,
 * `Address/City` inside of a complex value, `@odata.type`, `Publisher@odata.bind`. An empty cell is as if it were not there.
 */
import { namedValues } from '../../base/named-values.js'
import { suggest } from '../../base/suggest.js'
import { isStructured, underlyingType } from '../../edm/lookup.js'
import type { EdmType, StructuredType } from '../../edm/types.js'
import { parseExactJson } from '../../odata/json/exact-json.js'
import { geoTypeName } from '../../odata/json/geo-json.js'
import { readWellKnownText } from '../../odata/well-known-text.js'
import { lineError, readingLine } from './line-error.js'
import type { LineReading } from './read-lines.js'

/** What the cells of a column are; those of annotations, and of what an open type does not declare, are text. */
type Meaning = EdmType | 'text' | 'texts'

/** Where the cells of a column go. */
interface Column {
  readonly path: readonly string[]
  readonly meaning: Meaning
}

const TYPE = '@odata.type'
const BIND = '@odata.bind'

/**
 * Lines with values of a type, or of those derived from it.
 * @param read what is made of what a line says; its faults have targets below the place
 */
export function linesOf<Item> (type: StructuredType, read: (value: unknown, place: string) => Item): Omit<LineReading<Item>, 'maxLineBytes'> {
  const columns = new Map<string, Column>()
  return {
    checkHeader: header => {
      const names = header.map(name => name.trim())
      for (const [index, name] of names.entries()) {
        columns.set(name, resolveColumn(type, name))
        if (names.indexOf(name) !== index) throw lineError(1, `The column '${name}' appears twice.`)
      }
      return names
    },
    read: ({ number, content }) => {
      const value = typeof content === 'string' ? parseLine(content, number) : fromCells(columns, content, number)
      return readingLine(number, place => read(value, place))
    }
  }
}

function parseLine (text: string, line: number): unknown {
  try {
    return parseExactJson(text)
  } catch (cause) {
    throw lineError(line, 'Not a JSON object.', [], cause)
  }
}

/** @throws ODataError `modelValidation` for one that is none */
function resolveColumn (root: StructuredType, name: string): Column {
  const path = name.split('/')
  let [type, meaning]: [StructuredType | undefined, Meaning] = [root, root]
  for (const [index, step] of path.entries()) {
    const member: Meaning | undefined = type === undefined ? undefined : memberOf(type, step)
    if (member === undefined) throw unknownColumn(name, type, path.slice(0, index), step)
    meaning = member
    type = typeof member === 'object' && member.kind === 'complex' ? member : undefined
  }
  return { path, meaning }
}

function unknownColumn (name: string, type: StructuredType | undefined, around: readonly string[], step: string): Error {
  const near = type === undefined ? undefined : suggest(step, namesIn(type))
  return lineError(1, `There is no column '${name.slice(0, 80)}'.${near === undefined ? '' : ` Did you mean '${[...around, near].join('/')}'?`}`)
}

/** A member of a value of a type, or of one derived from it. */
function memberOf (type: StructuredType, name: string): Meaning | undefined {
  if (name === TYPE) return 'text'
  const family = familyOf(type)
  const property = family.flatMap(one => one.properties).find(one => one.name === name)
  if (property !== undefined) return property.type.type
  const own = name.endsWith(BIND) ? name.slice(0, -BIND.length) : name
  const navigation = family.flatMap(one => one.navigationProperties).find(one => one.name === own)
  if (navigation === undefined) return type.open && /^[^@.]+$/.test(name) ? 'text' : undefined
  return own === name ? navigation.target : navigation.collection ? 'texts' : 'text'
}

const familyOf = (type: StructuredType): readonly StructuredType[] => [type, ...type.concreteTypes]

const namesIn = (type: StructuredType): readonly string[] => familyOf(type).flatMap(({ properties, navigationProperties }) =>
  [...properties.map(({ name }) => name), ...navigationProperties.map(({ name, containsTarget }) => containsTarget ? name : `${name}${BIND}`)])

function fromCells (columns: ReadonlyMap<string, Column>, cells: Readonly<Record<string, string>>, line: number): Record<string, unknown> {
  const value = namedValues<unknown>()
  for (const [name, cell] of Object.entries(cells)) {
    const column = columns.get(name)
    if (cell !== '' && column !== undefined) put(value, column.path, fromCell(name, column.meaning, cell, line))
  }
  return value
}

function put (value: Record<string, unknown>, [name = '', ...rest]: readonly string[], cell: unknown): void {
  if (rest.length === 0) value[name] = cell
  else put((value[name] ??= namedValues<unknown>()) as Record<string, unknown>, rest, cell)
}

const [WHOLE, NUMBER] = [/^[+-]?\d+$/, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/]

/** The JSON value of a cell; what does not look like one of its type is left as it is, for the reader of bodies to refuse. */
function fromCell (name: string, meaning: Meaning, cell: string, line: number): unknown {
  if (meaning === 'text') return cell
  const meant = meaning === 'texts' ? meaning : underlyingType(meaning)
  if (meant === 'texts' || meant.kind === 'collection') {
    const item = meant === 'texts' ? 'text' : meant.elementType.type
    return cell.startsWith('[') ? parseCell(name, cell, line, 'a JSON array') : cell.split(';').map(text => fromCell(name, item, text.trim(), line))
  }
  if (isStructured(meant)) return /^[[{]/.test(cell) ? parseCell(name, cell, line, 'JSON') : cell
  if (meant.kind !== 'primitive') return cell
  switch (meant.name) {
    case 'Edm.Boolean': return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : cell
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': return WHOLE.test(cell) ? Number(cell) : cell
    case 'Edm.Double': case 'Edm.Single': return NUMBER.test(cell) ? Number(cell) : cell
    default: {
      if (geoTypeName({ type: meant }) === undefined) return cell
      return cell.startsWith('{') ? parseCell(name, cell, line, 'JSON') : readWellKnownText(cell) ?? cell
    }
  }
}

function parseCell (name: string, cell: string, line: number, what: string): unknown {
  try {
    return parseExactJson(cell)
  } catch (cause) {
    throw lineError(line, `'${name}' begins like ${what} but is not one.`, [], cause)
  }
}
