/** The service document (OData JSON format 4.01, section 5): what the service root offers. */
import type { EdmModel } from '../../edm/types.js'
import { controlName } from '../json/format.js'
import type { Format } from '../json/format.js'

export function writeServiceDocument ({ container }: EdmModel, serviceRoot: string, format: Format): string {
  return JSON.stringify({
    ...format.metadata === 'none' ? {} : { [controlName(format, 'context')]: `${serviceRoot}/$metadata` },
    value: [
      ...container.entitySets.filter(({ includeInServiceDocument }) => includeInServiceDocument).map(({ name }) => ({ name, kind: 'EntitySet', url: name })),
      ...container.singletons.map(({ name }) => ({ name, kind: 'Singleton', url: name })),
      ...container.functionImports.filter(({ includeInServiceDocument }) => includeInServiceDocument).map(({ name }) => ({ name, kind: 'FunctionImport', url: name }))
    ]
  })
}
