/** What the document of the controls shows of an import of entities: the first entity set whose entities stand alone, in both formats. */
import { relationsOf } from '../../edm/inner-navigation.js'
import { findProperty } from '../../edm/lookup.js'
import type { EdmModel, EntitySet, StructuredType } from '../../edm/types.js'
import { concreteOf, relatedExamples, sampleExamples } from '../../http/openapi/model/sample-examples.js'
import type { ResourceExamples } from '../../http/openapi/resources/resource-place.js'
import type { StreamedBody } from '../openapi/control-documentation.js'

export function setOfExamples ({ container: { entitySets } }: EdmModel): EntitySet | undefined {
  const sampled = entitySets.filter(({ type }) => type.concreteTypes.length > 0)
  return sampled.find(({ type }) => relationsOf(concreteOf(type)).every(({ nullable, collection }) => nullable || collection)) ?? sampled[0]
}

export function entitiesBody (model: EdmModel): Readonly<Record<string, StreamedBody>> {
  const set = setOfExamples(model)
  const example = (value: string) => set === undefined ? {} : { entity: { summary: `One of ${set.name}`, value } }
  // Other keys than those of the lines, so that one can be sent after the other.
  const line = set === undefined ? {} : entityOf(sampleExamples(model), set)
  const cells = set === undefined ? [] : cellsOf(concreteOf(set.type), entityOf(relatedExamples(model), set))
  return {
    'application/x-ndjson': { schema: { type: 'string', description: 'One JSON object per line.' }, examples: example(`${JSON.stringify(line)}\n`) },
    'text/csv': {
      schema: { type: 'string', description: 'A header with the names of properties, then a line for each entity.' },
      examples: example(`${cells.map(([name]) => quoted(name)).join(',')}\n${cells.map(([, cell]) => quoted(cell)).join(',')}\n`)
    }
  }
}

type Members = Readonly<Record<string, unknown>>

const entityOf = ({ creates }: ResourceExamples, { type }: EntitySet): Members => creates(type)['entity']?.value as Members

/** Cells by the names of their columns, those of complex values beside the others. */
function cellsOf (type: StructuredType | undefined, members: Members, around = ''): ReadonlyArray<readonly [name: string, cell: string]> {
  return Object.entries(members).filter(([, value]) => value !== null).flatMap(([name, value]) => {
    const inner = type === undefined ? undefined : findProperty(type, name, 'exact')?.type.type
    if (inner?.kind === 'complex') return cellsOf(inner, value as Members, `${around}${name}/`)
    return [[`${around}${name}`, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const]
  })
}

const quoted = (cell: string): string => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
