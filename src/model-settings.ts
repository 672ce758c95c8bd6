/** The settings of a model that is given as a file; `settings.ts` has them among the others. */
import { boolean, text } from './setting-schemas.js'

export const modelSettings = {
  model: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'File with the model to serve, CSDL in XML or JSON (OData 4.0 or 4.01), or the name of one that comes with the service: `graph`, `trippin`; empty: officeConfiguration of Microsoft Graph.'
    })
  },
  include: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'With `MODEL`: the entity sets and singletons to serve, separated by commas, with what they need; empty: all.'
    })
  },
  operations: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'With `MODEL`: files with what its actions and functions do, separated by commas: YAML or JSON without code, or JavaScript modules; empty: nothing.'
    })
  },
  root: {
    group: 'Model',
    schema: text({
      default: '/odata',
      pattern: '^/$|^(/[A-Za-z0-9._~-]+)+$',
      description: 'With `MODEL`: the path of the service root; `/` for the origin itself.'
    })
  },
  acceptDataLoss: {
    group: 'Model',
    schema: boolean({
      default: false,
      description: 'With `MODEL`: whether a start may drop what the database has and a changed model has not any more.'
    })
  }
} as const
