/** The officeConfiguration family: what is served when no model is given. */
import type { ServedModel } from '../../served-model.js'
import { generateSection } from './generate-section.js'
import { importSection } from './import-section.js'
import { graphModel } from './model/graph-model.js'
import { officeModel } from './office-model.js'
import { documentation } from './openapi/documentation-of-family.js'
import { summarySection } from './summary-section.js'

export const officeConfiguration: ServedModel = {
  model: graphModel,
  modelOf: ({ summaryMode }) => officeModel(summaryMode),
  roots: { roots: ['/beta', '/v1.0'], bareNames: graphModel.container.singletons.map(({ name }) => name), areVersions: true },
  root: '/beta',
  firstPath: '/beta/officeConfiguration',
  documentation,
  sections: ({ state, database, clock, maxValueBytes }) => [
    importSection({ state, model: graphModel, maxValueBytes }),
    generateSection({ state, model: graphModel, clock }),
    summarySection({ database, clock })
  ]
}
