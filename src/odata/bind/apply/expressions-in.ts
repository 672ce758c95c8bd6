/** The expressions of transformations, for everything that walks through them. */
import type { Transformation } from './apply-expression.js'
import type { Expression } from '../expression/expression.js'
import type { Way } from './value-path.js'

/** Those of the transformations inside included. */
export function expressionsIn (transformation: Transformation): readonly Expression[] {
  switch (transformation.kind) {
    case 'filter': return [transformation.filter]
    case 'compute': case 'orderBy': return transformation.items.map(({ expression }) => expression)
    case 'aggregate': return transformation.items.flatMap(({ expression, way }) =>
      [...collectionsOn(way), ...expression === undefined ? [] : [expression]])
    case 'groupBy': {
      const { keys, transformations = [] } = transformation
      return [...keys.map(({ expression }) => expression), ...transformations.flatMap(expressionsIn)]
    }
    case 'concat': return transformation.sequences.flat().flatMap(expressionsIn)
    case 'nest': return transformation.items.flatMap(({ transformations }) => transformations).flatMap(expressionsIn)
    case 'join': return [transformation.collection, ...transformation.transformations.flatMap(expressionsIn)]
    case 'relatives': return [...collectionsOn(transformation.way), transformation.path, ...transformation.transformations.flatMap(expressionsIn)]
    case 'traverse': {
      const { path, orderBy, among } = transformation
      return [path, ...orderBy.map(({ expression }) => expression), ...among.flatMap(expressionsIn)]
    }
    case 'rollupNodes': {
      const { path, keys, among, transformations } = transformation
      return [path, ...keys.map(({ expression }) => expression), ...[...among, ...transformations].flatMap(expressionsIn)]
    }
    case 'extremes': return [transformation.expression]
    case 'search': case 'top': case 'skip': case 'unsupported': return []
  }
}

const collectionsOn = (way: Way | undefined): readonly Expression[] => way?.hops.map(({ collection }) => collection) ?? []

/** A transformation, and those inside it. */
export function withInner (transformation: Transformation): readonly Transformation[] {
  const nodes = 'among' in transformation ? transformation.among : []
  return [transformation, ...[...nodes, ...insideOf(transformation)].flatMap(withInner)]
}

function insideOf (transformation: Transformation): readonly Transformation[] {
  switch (transformation.kind) {
    case 'concat': return transformation.sequences.flat()
    case 'nest': return transformation.items.flatMap(({ transformations }) => transformations)
    default: return 'transformations' in transformation ? transformation.transformations ?? [] : []
  }
}
