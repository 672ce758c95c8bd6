/** Paths of a location as parameters of a statement, which is used again for other keys. */
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import { below, canonicalPath, pathGone } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { DialectName } from '../database/database.js'
import { dialects } from '../sql/dialect.js'
import { locationParameter } from '../sql/expression/parameter.js'

export const locationText = (dialect: DialectName, location: EntityLocation, write: (location: EntityLocation) => string): Sql =>
  dialects[dialect].text(locationParameter(location, write))

/** The path as it was gone, and that of the place that the entity has, where it is another one. */
export function pathsOfLocation (dialect: DialectName, location: EntityLocation): { path: Sql, id?: Sql } {
  const path = locationText(dialect, location, pathGone)
  return pathGone(location) === canonicalPath(location) ? { path } : { path, id: locationText(dialect, location, canonicalPath) }
}

/** The path of the collection that an entity is in. */
export const collectionText = (dialect: DialectName, location: EntityLocation, { name }: NavigationProperty): Sql =>
  locationText(dialect, location, ({ steps, ...rest }) => below(canonicalPath({ ...rest, steps: steps.slice(0, -1) }), name))
